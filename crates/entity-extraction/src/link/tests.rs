//! What is said of firms, in the usual wordings, and what is not said.

use tearsheet_ingest::{Article, layout};

use crate::findings::{Amount, Entity, Findings};
use crate::{Extractor, Lexicons};

pub(super) fn findings(text: &str) -> Findings {
    let draft = layout::plain(text).into_draft(text.to_owned());
    let article = Article::build("example".to_owned(), "example".to_owned(), draft);
    Extractor::new(Lexicons::built_in()).find(&article)
}

fn told(entity: &Entity) -> String {
    let said = &entity.attributes;
    let mut parts = vec![entity.name.clone()];
    if let Some(year) = &said.founded {
        parts.push(format!("founded {}", year.value));
    }
    if let Some(staff) = &said.employees {
        let amount = match &staff.value.amount {
            Amount::One(value) => value.to_string(),
            Amount::Range(low, high) => format!("{low}-{high}"),
            Amount::Date(date) => date.clone(),
        };
        parts.push(format!("staff {}{amount}", staff.value.bound.sign()));
    }
    for (label, value) in [
        ("seat", &said.headquarters),
        ("country", &said.country),
        ("owner", &said.ownership),
        ("parent", &said.parent),
    ] {
        parts.extend(value.as_ref().map(|value| format!("{label} {}", value.value)));
    }
    parts.extend(said.partners.iter().map(|partner| format!("partner {}", partner.value)));
    parts.join(", ")
}

/// What is said of each firm, one after the other.
fn said(text: &str) -> String {
    findings(text).entities.iter().map(told).collect::<Vec<_>>().join("; ")
}

/// `figure -> firm` of every figure that has one.
fn owners(text: &str) -> String {
    let findings = findings(text);
    let shown = findings.figures.iter().filter_map(|figure| {
        let name = &findings.entities[figure.firm?.0 as usize].name;
        let amount = match &figure.quantity.amount {
            Amount::One(value) => value.normalize().to_string(),
            Amount::Range(low, high) => format!("{low}-{high}"),
            Amount::Date(date) => date.clone(),
        };
        Some(format!("{amount} -> {name}"))
    });
    shown.collect::<Vec<_>>().join("; ")
}

#[test]
fn founding_in_its_usual_wordings() {
    assert_eq!(said("Harrow Castings Ltd was founded in 1911."), "Harrow Castings Ltd, founded 1911");
    assert_eq!(
        said("Harrow Castings Ltd, established in 1911, makes anchors."),
        "Harrow Castings Ltd, founded 1911"
    );
    assert_eq!(
        said("Harrow Castings Ltd makes anchors. Set up in 1911, it still has its first furnace."),
        "Harrow Castings Ltd, founded 1911"
    );
}

#[test]
fn a_year_of_something_else_founds_nothing() {
    assert_eq!(said("Harrow Castings Ltd opened a second furnace in 1934."), "Harrow Castings Ltd");
    assert_eq!(said("Harrow Castings Ltd has been listed since 1987."), "Harrow Castings Ltd");
}

#[test]
fn headcount_with_its_bound() {
    assert_eq!(said("Harrow Castings Ltd employs some 340 people."), "Harrow Castings Ltd, staff ~340");
    assert_eq!(
        said("Harrow Castings Ltd has more than 1,200 employees."),
        "Harrow Castings Ltd, staff >1200"
    );
    assert_eq!(said("Harrow Castings Ltd has a workforce of 60 to 75."), "Harrow Castings Ltd, staff =60-75");
}

#[test]
fn what_is_cut_hired_or_of_clients_is_no_headcount() {
    assert_eq!(said("Anchors: Harrow Castings Ltd will cut 340 jobs."), "Harrow Castings Ltd");
    assert_eq!(said("Harrow Castings Ltd plans to hire 340 people."), "Harrow Castings Ltd");
}

#[test]
fn seats_and_countries() {
    assert_eq!(
        said("Harrow Castings Ltd is headquartered in Leeds."),
        "Harrow Castings Ltd, seat Leeds, country United Kingdom"
    );
    assert_eq!(
        said("Leeds-based Harrow Castings Ltd got the order."),
        "Harrow Castings Ltd, seat Leeds, country United Kingdom"
    );
    assert_eq!(
        said("The Danish foundry firm Harrow Castings Ltd got the order."),
        "Harrow Castings Ltd, country Denmark"
    );
}

#[test]
fn joint_ventures_name_their_partners() {
    assert_eq!(
        said("Harrow Castings Ltd, a joint venture of Norrkem Oyj and Brenn Holding AG, makes anchors.")
            .split("; ")
            .next(),
        Some("Harrow Castings Ltd, owner joint-venture, partner Norrkem Oyj, partner Brenn Holding AG")
    );
}

#[test]
fn figures_belong_to_who_acts_or_to_whom_at_ties_them() {
    assert_eq!(
        owners("Sales rose 12% at Harrow Castings Ltd and 9.5% at Norrkem Oyj."),
        "12 -> Harrow Castings Ltd; 9.5 -> Norrkem Oyj"
    );
    assert_eq!(owners("Harrow Castings Ltd lost $4 million last year."), "4000000 -> Harrow Castings Ltd");
    assert_eq!(owners("Analysts at Harrow Castings Ltd said the market grew 5%."), "");
}

#[test]
fn respectively_pairs_two_lists() {
    assert_eq!(
        owners("Harrow Castings Ltd and Norrkem Oyj put on 3.1% and 2.7% respectively."),
        "3.1 -> Harrow Castings Ltd; 2.7 -> Norrkem Oyj"
    );
}

#[test]
fn what_a_firm_has_opens_the_sentence() {
    assert_eq!(owners("Shares in Harrow Castings Ltd fell 2.9%."), "2.9 -> Harrow Castings Ltd");
    assert_eq!(owners("Harrow Castings Ltd weighed on the FTSE 100's 0.3% decline."), "");
}

#[test]
fn a_profile_speaks_of_itself() {
    let profile = "Quillmark is a software development firm for hotels. We are headquartered in Leeds.";
    assert_eq!(said(profile), "Quillmark, seat Leeds, country United Kingdom");
    assert_eq!(said("Berit is a reader of novels. We met her in Leeds."), "");
}

#[test]
fn a_year_in_the_life_of_a_firm() {
    assert_eq!(owners("Since 1999, Harrow Castings Ltd has made anchors."), "1999 -> Harrow Castings Ltd");
    assert_eq!(owners("Since 1999, prices at Harrow Castings Ltd have been fixed."), "");
}

#[test]
fn the_lead_says_whose_profit_it_is() {
    let lead = "Harrow Castings Ltd made more money in a slow year.\n\nNet profit for 2024 was $58 million, up 3%.\n\n\
                Harrow Castings Ltd gave no outlook.";
    assert_eq!(owners(lead), "58000000 -> Harrow Castings Ltd; 3 -> Harrow Castings Ltd");
}

#[test]
fn founding_keeps_to_its_firm() {
    assert_eq!(
        said("Quarrel Ltd, owned by Norrkem Oyj, was formed in 2019."),
        "Quarrel Ltd, founded 2019, parent Norrkem Oyj; Norrkem Oyj"
    );
    assert_eq!(
        said("Norrkem Oyj, a bank that opened in 2014, has no branches."),
        "Norrkem Oyj, founded 2014"
    );
    assert_eq!(said("Norrkem Oyj opened its first shop in 2011."), "Norrkem Oyj");
}

#[test]
fn a_headcount_that_is_expected_is_none() {
    assert_eq!(said("Norrkem Oyj will employ 450 people by 2030."), "Norrkem Oyj");
}

#[test]
fn tables_tell_of_each_firm_or_of_one() {
    let each = "Two yards are left: Norrkem Oyj and Brenn Holding AG.\n\n\
                Yard\tOrders\tStaff\nNorrkem Oyj\t13\t1,350\nBrenn Holding AG\t9\t240\n";
    assert_eq!(said(each), "Norrkem Oyj, staff =1350; Brenn Holding AG, staff =240");
    let one = "Norrkem Oyj's year\n\nNorrkem Oyj had a good year. Norrkem Oyj is glad.\n\n\
               \t2022\t2023\t2024\nSales\t1,196\t1,408\t1,380\nEmployees\t4,310\t4,780\t4,905\n";
    assert_eq!(said(one), "Norrkem Oyj, staff =4905");
}

#[test]
fn the_country_of_a_seat_only_where_the_place_leaves_no_doubt() {
    assert_eq!(said("Norrkem Oyj is based in Gdynia."), "Norrkem Oyj, seat Gdynia, country Poland");
    assert_eq!(
        said("Norrkem Oyj is based in Columbus, Ohio."),
        "Norrkem Oyj, seat Columbus, Ohio, country United States"
    );
    assert_eq!(said("Norrkem Oyj is based in Birmingham."), "Norrkem Oyj, seat Birmingham");
}

#[test]
fn a_table_says_whose_its_figures_are() {
    let rows = "Two foundries make anchors.\n\nFirm\tStaff\tSales\nHarrow Castings Ltd\t340\t$58 million\nNorrkem Oyj\t1,200\t$91 million\n";
    assert_eq!(
        owners(rows),
        "340 -> Harrow Castings Ltd; 58000000 -> Harrow Castings Ltd; 1200 -> Norrkem Oyj; 91000000 -> Norrkem Oyj"
    );
    let profile = "Harrow Castings Ltd\n\nHarrow Castings Ltd makes anchors.\n\nItem\t2023\t2024\nSales\t$51 million\t$58 million\n";
    assert_eq!(owners(profile), "51000000 -> Harrow Castings Ltd; 58000000 -> Harrow Castings Ltd");
}

#[test]
fn what_a_firm_only_reports_is_not_its_own() {
    assert_eq!(owners("Halder Research reckons that 3% of all ships are late."), "");
    assert_eq!(owners("Halder Research said its sales rose 3%."), "3 -> Halder Research");
}

#[test]
fn a_clause_of_its_own_makes_a_name_the_one_who_acts() {
    assert_eq!(
        owners("The powder is made by Harrow Castings Ltd in Leeds, which charges $900 a kilogram."),
        "900 -> Harrow Castings Ltd"
    );
    assert_eq!(owners("The powder is made for Harrow Castings Ltd, and others charge $900 a kilogram."), "");
}

#[test]
fn quantities_of_products_are_nobodys() {
    assert_eq!(owners("Harrow Castings Ltd unveiled a truck with an engine of 400 kilowatts."), "");
    assert_eq!(owners("Harrow Castings Ltd made 400 tonnes of anchors."), "400 -> Harrow Castings Ltd");
}

#[test]
fn the_firm_of_the_story_has_the_debt() {
    let story = "Harrow Castings Ltd made more money in a slow year.\n\nHarrow Castings Ltd gave no outlook. Harrow \
                 Castings Ltd has a new foundry.\n\nNet debt fell to $12 million. Wheat fetched $210 a tonne.";
    assert_eq!(owners(story), "12000000 -> Harrow Castings Ltd");
}

#[test]
fn a_clause_is_about_the_name_that_it_hangs_on() {
    assert_eq!(
        owners(
            "It buys cells from Norrkem Oyj, a venture of Brenn Holding AG and Harrow Castings Ltd, which opened a plant at a cost of $850 million."
        ),
        "850000000 -> Norrkem Oyj"
    );
    assert_eq!(
        said("They are employed by Harrow Castings Ltd, which was founded in 1911 by two brothers."),
        "Harrow Castings Ltd, founded 1911"
    );
    assert_eq!(
        owners("Sales at Norrkem Oyj fell 2%, while those of the German-owned Brenn Holding AG rose 14%."),
        "2 -> Norrkem Oyj; 14 -> Brenn Holding AG"
    );
}

#[test]
fn numbers_of_all_and_of_elsewhere_are_nobodys() {
    assert_eq!(owners("Harrow Castings Ltd is the largest of about 230 foundries."), "");
    assert_eq!(owners("Harrow Castings Ltd rose less than a 0.3% gain in the London market."), "");
    assert_eq!(owners("Halder Research, a broker, cut its price target to $38."), "");
    assert_eq!(owners("Harrow Castings Ltd built a hall 64 metres long."), "");
    assert_eq!(owners("Harrow Castings Ltd has 230 foundries."), "230 -> Harrow Castings Ltd");
}

#[test]
fn it_is_not_what_somebody_else_builds() {
    let about =
        "Harrow Castings Ltd has a new hall. Owners pay for it as they build it and get $60 million back.";
    assert_eq!(owners(about), "");
    assert_eq!(
        owners("Harrow Castings Ltd has a new hall. It cost the firm little, and it made $60 million."),
        "60000000 -> Harrow Castings Ltd"
    );
}

#[test]
fn a_story_goes_on_about_its_firm() {
    let story = "Harrow Castings Ltd made more money in a slow year.\n\nHarrow Castings Ltd gave no outlook. Harrow \
                 Castings Ltd has a new foundry. Some 1,400 young men have signed up. Other foundries and firms had 90 places.";
    assert_eq!(owners(story), "1400 -> Harrow Castings Ltd");
}

#[test]
fn the_paper_is_not_what_its_article_is_about() {
    let text = "Velden Post\n\nHarrow Castings Ltd makes anchors. Harrow Castings Ltd is old. Harrow Castings Ltd hires.\n\nNet debt fell to $12 million.";
    assert_eq!(owners(text), "12000000 -> Harrow Castings Ltd");
}

#[test]
fn seats_behind_and_countries_before_names() {
    assert_eq!(
        said("It was bought by Harrow Castings Inc., of Waterloo, Ontario, in May."),
        "Harrow Castings Inc., seat Waterloo, Ontario, country Canada"
    );
    assert_eq!(
        said("It sold its Austrian subsidiary, Harrow Castings Ltd, in May."),
        "Harrow Castings Ltd, country Austria"
    );
    assert_eq!(said("The German-owned Harrow Castings Ltd grew."), "Harrow Castings Ltd");
}

#[test]
fn one_of_the_people_at_a_firm() {
    assert_eq!(said("Harrow Castings Ltd makes anchors. His team of twelve is old."), "Harrow Castings Ltd");
    assert_eq!(
        said("She is one of 312 people at Harrow Castings Ltd now."),
        "Harrow Castings Ltd, staff =312"
    );
}
