//! Which names are names of the same entity, and what kind of entity it is.

use std::ops::Range;

use rustc_hash::FxHashMap;
use tearsheet_ingest::{Case, TokenKind};

use crate::findings::{Attributes, Class, Entity, EntityId, Mention};
use crate::firm::Names;
use crate::firm::found::{Finder, Found};
use crate::firm::rules::{Context, kind_of};
use crate::lexicon::names::{Kind, Listed, is_firm};
use crate::lexicon::user::LIST;
use crate::lexicon::words::WordClass;

/// With so many forms that begin alike a form is compared: an article may list thousands of them.
const MOST_COMPARED: usize = 64;

/// At most so many tokens stand between a name and what it is better known as.
const LONGEST_GAP: usize = 7;
/// What a firm calls its parts.
const UNITS: [&str; 8] =
    ["arm", "unit", "subsidiary", "division", "affiliate", "offshoot", "business", "spin-off"];

/// One form of a name and where it stands.
struct Form {
    /// Folds of its words, marks and legal forms left out.
    core: Vec<u64>,
    /// First letters of its words.
    initials: String,
    /// Its text at its first place.
    text: String,
    /// Whether it is one word in capitals.
    is_acronym: bool,
    /// Whether it ends in a legal form.
    has_form: bool,
    /// Whether a list knows exactly this form.
    listed: Option<(Kind, bool)>,
    /// The line of the user's list that has it.
    user: Option<u32>,
    /// What its words and finders say of its kind.
    kind: Option<Kind>,
    /// Where it stands, as indices into the names found.
    places: Vec<usize>,
    /// Whether the article calls it the unit of another: `the British arm, Quellmark Payments Ltd,`.
    is_unit: bool,
    /// The form that it is said to be another name of: `Quellmark Industries AG, better known as QMI`.
    alias_of: Option<usize>,
}

/// Groups names into entities in the order of their first mention.
pub fn group(context: &Context<'_>, found: &[Found]) -> Names {
    let forms = forms(context, found);
    let (owner, ambiguous) = owners(&forms);
    // Entities in the order of their first mention.
    let mut entity_of_form: Vec<Option<u32>> = vec![None; forms.len()];
    let mut members: Vec<Vec<usize>> = Vec::new();
    for form in 0..forms.len() {
        let root = owner[form];
        let entity = *entity_of_form[root].get_or_insert_with(|| {
            members.push(Vec::new());
            members.len() as u32 - 1
        });
        entity_of_form[form] = Some(entity);
        members[entity as usize].push(form);
    }
    let mut mentions: Vec<Mention> = Vec::with_capacity(found.len());
    for (form, own) in forms.iter().enumerate() {
        for &place in &own.places {
            mentions.push(Mention {
                span: found[place].span(context.view, context.scan),
                entity: EntityId(entity_of_form[form].unwrap_or_default()),
                rule: found[place].finder.rule(),
                flag: ambiguous[form].then_some("ambiguous-firm".into()),
            });
        }
    }
    mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
    let entities = members
        .iter()
        .map(|members| entity(context, members.iter().map(|&form| &forms[form]).collect()))
        .collect();
    Names { entities, mentions }
}

/// The distinct forms in the order of their first place.
fn forms(context: &Context<'_>, found: &[Found]) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let mut by_core: FxHashMap<(Vec<u64>, bool), usize> = FxHashMap::default();
    let mut last = None;
    for (place, name) in found.iter().enumerate() {
        let text = clean(context.view.slice(name.span(context.view, context.scan)));
        let cells = name.cells.clone();
        let words: Vec<usize> =
            cells.clone().filter(|&at| context.token(at).kind != TokenKind::Punct).collect();
        let formless: Vec<usize> = {
            let mut words = words.clone();
            while words.len() > 1 && words.last().is_some_and(|&at| context.class(at).is(WordClass::FORM)) {
                words.pop();
            }
            words
        };
        let has_form = formless.len() < words.len() || name.has_tail(context.view, context.scan);
        let core: Vec<u64> = formless.iter().map(|&at| context.scan.cells[at].fold).collect();
        let listed =
            context.scan.cells[cells.start].organisation.and_then(|cover| match cover.entry.listed {
                Listed::Organisation { kind, sure, .. }
                    if cover.at == 0 && usize::from(cover.len) == cells.len() =>
                {
                    Some((kind, sure))
                }
                _ => None,
            });
        let kind = name.kind.or(listed.map(|(kind, _)| kind)).or_else(|| kind_of(context, cells.clone()));
        let index = *by_core.entry((core.clone(), has_form)).or_insert_with(|| {
            let capitals = |at: &&usize| context.is_name_word(**at);
            forms.push(Form {
                initials: formless
                    .iter()
                    .filter(capitals)
                    .filter_map(|&at| context.word(at).chars().next())
                    .collect(),
                is_acronym: words.len() == 1 && context.token(words[0]).case == Case::Upper,
                core,
                text: String::new(),
                has_form,
                listed,
                user: match name.finder {
                    Finder::List(entry) if entry.list == LIST => Some(entry.line),
                    _ => None,
                },
                kind: None,
                places: Vec::new(),
                is_unit: false,
                alias_of: None,
            });
            forms.len() - 1
        });
        let form = &mut forms[index];
        // A form in capitals of a headline gives way to the same form in running text.
        if form.text.is_empty() || shouts(&form.text) && !shouts(&text) {
            form.text = text;
        }
        form.kind = form.kind.filter(|_| name.finder == Finder::Carry).or(kind).or(form.kind);
        form.places.push(place);
        form.is_unit |= is_unit(context, &cells);
        if let Some((before, end)) = last.replace((index, cells.end))
            && before != index
            && is_known_as(context, end, cells.start)
        {
            form.alias_of = Some(before);
        }
    }
    forms
}

/// Whether the noun before the name, or in the apposition behind it, says that it is part of another firm.
fn is_unit(context: &Context<'_>, cells: &Range<usize>) -> bool {
    let token = |cell: usize| context.scan.cells[cell].token as usize;
    let (first, last) = (token(cells.start), token(cells.end - 1));
    let unit = |at: usize| UNITS.contains(&context.view.word(at));
    let named = first >= 2 && (unit(first - 1) || context.view.word(first - 1) == "," && unit(first - 2));
    let behind = context.view.word(last + 1) == ","
        && matches!(context.view.word(last + 2), "its" | "the" | "a" | "an")
        && (last + 3..last + 7)
            .take_while(|&at| !matches!(context.view.word(at), "," | "." | "of"))
            .any(unit);
    named || behind
}

/// Whether what stands between the cells before `end` and from `start` on says that both are one firm's names.
fn is_known_as(context: &Context<'_>, end: usize, start: usize) -> bool {
    let token = |cell: usize| context.scan.cells[cell].token as usize;
    let gap = token(end - 1) + 1..token(start);
    let known = ["know", "known", "trades", "trading", "abbreviated", "referred", "business", "styled"];
    gap.len() <= LONGEST_GAP
        && gap.clone().next_back().is_some_and(|at| context.view.word(at) == "as")
        && gap.clone().any(|at| known.contains(&context.view.word(at)))
        && !gap.into_iter().any(|at| matches!(context.view.word(at), "." | ";" | "not"))
}

/// The text with white space of one blank each.
fn clean(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut clean = words.next().unwrap_or_default().to_owned();
    for word in words {
        clean.push(' ');
        clean.push_str(word);
    }
    clean
}

fn shouts(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 5 && !text.chars().any(char::is_lowercase)
}

/// For each form the first form of its entity, and whether it is short for one of several and nobody knows which.
fn owners(forms: &[Form]) -> (Vec<usize>, Vec<bool>) {
    let mut owner: Vec<usize> = (0..forms.len()).collect();
    let mut ambiguous = vec![false; forms.len()];
    // Forms by their first word, so that short forms are compared with few others.
    let mut by_first: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut by_initials: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut by_line: FxHashMap<u32, usize> = FxHashMap::default();
    for (index, form) in forms.iter().enumerate() {
        if let Some(&first) = form.core.first() {
            by_first.entry(first).or_default().push(index);
        }
        if form.core.len() > 1 && form.initials.chars().count() >= 2 {
            by_initials.entry(tearsheet_ingest::fold_hash(&form.initials)).or_default().push(index);
        }
    }
    for (index, form) in forms.iter().enumerate() {
        if let Some(line) = form.user {
            let first = *by_line.entry(line).or_insert(index);
            join(&mut owner, index, first);
            continue;
        }
        if let Some(other) = form.alias_of {
            join(&mut owner, index, other);
            continue;
        }
        let same = by_first.get(&form.core[0]).into_iter().flatten().copied().take(MOST_COMPARED);
        // With and without a legal form.
        if let Some(twin) = same.clone().find(|&other| other != index && forms[other].core == form.core) {
            join(&mut owner, index, twin);
            continue;
        }
        let longer: Vec<usize> = same
            .filter(|&other| {
                forms[other].core.len() > form.core.len()
                    && forms[other].core.starts_with(&form.core)
                    && !forms[other].is_unit
            })
            .collect();
        let cores = longer.iter().map(|&other| &forms[other].core).fold(
            Vec::<&Vec<u64>>::new(),
            |mut cores, core| {
                if !cores.contains(&core) {
                    cores.push(core);
                }
                cores
            },
        );
        // A known name is not the short form of another: Siemens is not Siemens Energy.
        // Nor is `Cellvik Oy`: with its legal form a name is whole.
        let own_name = form.listed.is_some_and(|(_, sure)| sure) || form.has_form;
        if !own_name && let Some(other) = meant(form, &longer, &cores, forms) {
            join(&mut owner, index, other);
            continue;
        }
        ambiguous[index] = !own_name && cores.len() > 1;
        if form.is_acronym && form.core.len() == 1 {
            let full: Vec<usize> = by_initials.get(&form.core[0]).into_iter().flatten().copied().collect();
            if let Some(&first) = full.first()
                && full.iter().all(|&other| forms[other].core == forms[first].core)
            {
                join(&mut owner, index, first);
            }
        }
    }
    let roots = (0..forms.len()).map(|form| root(&owner, form)).collect();
    (roots, ambiguous)
}

/// The longer form that a short form stands for: the only one, or the only one that the article has named before it.
fn meant(form: &Form, longer: &[usize], cores: &[&Vec<u64>], forms: &[Form]) -> Option<usize> {
    let of_core = |core: &Vec<u64>| longer.iter().copied().find(|&other| &forms[other].core == core);
    if let [core] = cores[..] {
        return of_core(core);
    }
    // A headline is shorter than the text below it, which says whom it means.
    let named = |place: usize| longer.iter().any(|&other| forms[other].places[0] < place);
    let place = form.places.iter().copied().take(2).find(|&place| named(place))?;
    let before = |other: &&usize| forms[**other].places[0] < place;
    let first = longer.iter().find(before).copied()?;
    // `Ravnsborg Security` and `Ravnsborg Security Services` may both stand before: the shorter is the core.
    let same = |other: &usize| forms[*other].core.starts_with(&forms[first].core);
    longer.iter().filter(before).all(same).then_some(first)
}

fn root(owner: &[usize], mut form: usize) -> usize {
    while owner[form] != form {
        form = owner[form];
    }
    form
}

fn join(owner: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(owner, a), root(owner, b));
    owner[a.max(b)] = a.min(b);
}

/// The entity that goes by these forms.
fn entity(context: &Context<'_>, forms: Vec<&Form>) -> Entity {
    let fullest = forms
        .iter()
        .enumerate()
        .max_by_key(|(index, form)| (form.core.len(), form.has_form, std::cmp::Reverse(*index)))
        .map_or(0, |(index, _)| index);
    // What the user calls it, else its fullest form.
    let listed = forms.iter().find_map(|form| context.lexicons.user_firms.get(&form.user?));
    let name = listed.unwrap_or(&forms[fullest].text).clone();
    let mut aliases: Vec<String> = Vec::new();
    for form in &forms {
        if form.text != name && !aliases.contains(&form.text) {
            aliases.push(form.text.clone());
        }
    }
    let kind = forms[fullest].kind.or_else(|| forms.iter().find_map(|form| form.kind)).unwrap_or("company");
    let class = if is_firm(kind) { Class::Firm } else { Class::Organisation };
    Entity { name, aliases, class, kind, attributes: Attributes::default() }
}
