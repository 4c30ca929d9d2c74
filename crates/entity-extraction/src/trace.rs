//! How a finding came about: each step with its rule, what it made of the text, and the place that says so.

use tearsheet_ingest::{Article, TextSpan};

use crate::findings::{Entity, EntityId, Evidenced, Figure, Findings, RuleId, Skill};
use crate::view::View;
use crate::{Extractor, figure, link};

/// One step of a derivation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was done: `tokens`, `number`, `range`, `bound`, `measure`, `time`, `firm`, ...
    pub stage: &'static str,
    /// The rule that did it, if one has a name.
    pub rule: RuleId,
    /// What came of it.
    pub says: String,
    /// The stretch of the article that it rests on, if there is one.
    pub evidence: Option<TextSpan>,
}

impl Step {
    pub(crate) fn new(stage: &'static str, rule: impl Into<RuleId>, says: impl Into<String>) -> Self {
        Self { stage, rule: rule.into(), says: says.into(), evidence: None }
    }

    pub(crate) fn at(self, evidence: TextSpan) -> Self {
        Self { evidence: Some(evidence), ..self }
    }
}

impl Extractor {
    /// How `figure`, one of the `findings` of `article`, came about.
    pub fn explain_figure(&self, article: &Article, findings: &Findings, figure: &Figure) -> Vec<Step> {
        let view = View::new(article);
        let mut steps = figure::trace(&view, &self.lexicons, figure.span);
        let mut told = |stage, says: &str| {
            if !says.is_empty() {
                steps.push(Step::new(stage, "", says));
            }
        };
        told("measure", &figure.measure);
        told("concepts", &figure.concepts);
        told("per", &figure.per);
        told("direction", figure.direction.map_or("", crate::Direction::name));
        told("movement", figure.movement.map_or("", crate::Movement::name));
        told("time", &figure.time);
        told("flag", figure.flag.as_deref().unwrap_or_default());
        if let Some((says, span)) = figure::currency_evidence(&view, &self.lexicons, figure) {
            steps.push(Step::new("currency", "currency.country", says).at(span));
        }
        steps.extend(link::explain(&view, &self.lexicons, findings, figure));
        steps
    }

    /// How an entity and all that is said of it came about.
    pub fn explain_entity(&self, findings: &Findings, id: EntityId) -> Vec<Step> {
        let Some(entity) = findings.entities.get(id.0 as usize) else { return Vec::new() };
        let own = findings.mentions.iter().filter(|mention| mention.entity == id);
        let mut steps: Vec<Step> = own
            .map(|mention| Step::new("mention", mention.rule.clone(), entity.name.as_str()).at(mention.span))
            .collect();
        attributes(entity, &mut steps);
        let relations = findings.relations.iter().filter(|it| it.subject == id || it.object == Some(id));
        steps.extend(relations.map(|it| {
            let subject = findings.entities.get(it.subject.0 as usize).map_or("", |it| it.name.as_str());
            let says = format!("{subject} {} {}", it.kind.name(), it.object_text);
            Step::new("relation", it.rule.clone(), says).at(it.span)
        }));
        steps
    }

    /// How a skill came about, and whose it is.
    pub fn explain_skill(&self, findings: &Findings, skill: &Skill) -> Vec<Step> {
        let says = format!("{} ({})", skill.name, skill.category.name());
        let mut steps = vec![Step::new("skill", skill.rule.clone(), says).at(skill.span)];
        if !skill.version.is_empty() {
            steps.push(Step::new("version", "", skill.version.as_str()));
        }
        if let Some(firm) = skill.firm.and_then(|id| findings.entities.get(id.0 as usize)) {
            steps.push(Step::new("firm", "", firm.name.as_str()));
        }
        steps
    }
}

/// What is said of an entity, with the place that says so.
fn attributes(entity: &Entity, steps: &mut Vec<Step>) {
    fn push<T>(
        stage: &'static str,
        said: Option<&Evidenced<T>>,
        show: impl Fn(&T) -> String,
        to: &mut Vec<Step>,
    ) {
        to.extend(said.map(|it| Step::new(stage, it.rule.clone(), show(&it.value)).at(it.span)));
    }
    let said = &entity.attributes;
    let text = String::clone;
    push("founded", said.founded.as_ref(), i32::to_string, steps);
    push("employees", said.employees.as_ref(), ToString::to_string, steps);
    push("headquarters", said.headquarters.as_ref(), text, steps);
    push("country", said.country.as_ref(), text, steps);
    push("ownership", said.ownership.as_ref(), text, steps);
    push("parent", said.parent.as_ref(), text, steps);
    for partner in &said.partners {
        push("partner", Some(partner), text, steps);
    }
    push("sector", said.sector.as_ref(), text, steps);
    for product in &said.products {
        push("product", Some(product), text, steps);
    }
}

#[cfg(test)]
mod tests {
    use tearsheet_ingest::{Article, layout};

    use crate::{Extractor, Lexicons};

    /// The steps of the first figure of a text: stage, rule and what came of it.
    fn first(text: &str) -> String {
        let draft = layout::plain(text).into_draft(text.to_owned());
        let article = Article::build("example".to_owned(), "example".to_owned(), draft);
        let extractor = Extractor::new(Lexicons::built_in());
        let findings = extractor.find(&article);
        let steps = extractor.explain_figure(&article, &findings, &findings.figures[0]);
        let shown = steps.iter().map(|step| format!("{} [{}] {}", step.stage, step.rule, step.says));
        shown.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_figure_is_derived_from_tokens_to_firm() {
        assert_eq!(
            first("Harrow Castings Ltd lost more than $4 million in 2023."),
            "tokens [] $ | 4 | million\n\
             number [money.mark] money =4000000 dollar — an amount of money with a currency mark or code before or after it\n\
             bound [bound] money >4000000 dollar — the words “more than”\n\
             measure [] lost\n\
             concepts [] Harrow Castings Ltd\n\
             time [] 2023\n\
             flag [] ambiguous-currency\n\
             firm [link.subject] Harrow Castings Ltd"
        );
    }

    #[test]
    fn a_range_is_joined_before_its_bound_is_read() {
        assert_eq!(
            first("Anchors weigh about 5 to 6 kg."),
            "tokens [] 5 | to | 6 | kg\n\
             number [number.bare] number =5 — a number without unit or counted noun\n\
             range [range.to] measure =5..6 kilogram — two ends joined by `to`\n\
             bound [bound] measure ~5..6 kilogram — the words “about”\n\
             measure [] Anchors\n\
             concepts [] Anchors"
        );
    }

    #[test]
    fn an_entity_is_derived_from_its_mentions_and_what_is_said_of_it() {
        let text = "Harrow Castings Ltd was founded in 1911 and is headquartered in Leeds.";
        let draft = layout::plain(text).into_draft(text.to_owned());
        let article = Article::build("example".to_owned(), "example".to_owned(), draft);
        let extractor = Extractor::new(Lexicons::built_in());
        let findings = extractor.find(&article);
        let steps = extractor.explain_entity(&findings, crate::EntityId(0));
        let shown = steps.iter().map(|step| format!("{} {}", step.stage, step.says)).collect::<Vec<_>>();
        assert_eq!(shown[..3], ["mention Harrow Castings Ltd", "founded 1911", "headquarters Leeds"]);
    }
}
