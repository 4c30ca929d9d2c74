//! What is related of firms, in the usual wordings, and what is not.

use super::tests::findings;

/// `subject relation object` of every relation, without where firms sit and when they were founded.
fn told(text: &str) -> String {
    let findings = findings(text);
    let shown = findings.relations.iter().map(|relation| {
        let subject = &findings.entities[relation.subject.0 as usize].name;
        format!("{subject} {} {}", relation.kind.name(), relation.object_text)
    });
    shown.collect::<Vec<_>>().join("; ")
}

#[test]
fn sectors_from_what_a_firm_is_called() {
    assert_eq!(told("The brewer Norrkem Oyj raised prices."), "Norrkem Oyj in-sector beverages");
    assert_eq!(told("Norrkem Oyj, a software house, hired nobody."), "Norrkem Oyj in-sector software");
    assert_eq!(told("Norrkem Oyj is a reinsurer."), "Norrkem Oyj in-sector insurance");
    assert_eq!(told("An AI start-up, Norrkem Oyj, has the order."), "Norrkem Oyj in-sector software");
}

#[test]
fn what_a_firm_buys_or_whom_it_asks_is_no_sector() {
    assert_eq!(told("Norrkem Oyj, a client of the bank, hired nobody."), "");
    assert_eq!(told("The bank said Norrkem Oyj owes it money."), "");
    assert_eq!(told("Norrkem Oyj uses software of all kinds."), "");
}

#[test]
fn products_from_makers_and_verbs() {
    assert_eq!(told("Norrkem Oyj, a maker of trams, hired nobody."), "Norrkem Oyj product-of trams");
    assert_eq!(
        told("Norrkem Oyj makes brake pads, rail signals and steel in two halls."),
        "Norrkem Oyj product-of brake pads; Norrkem Oyj product-of rail signals; Norrkem Oyj product-of steel"
    );
    assert_eq!(told("Norrkem Oyj makes losses and makes no secret of it."), "");
    assert_eq!(told("Norrkem Oyj makes sense of it."), "");
}

#[test]
fn founders_by_name_and_as_described() {
    assert_eq!(
        told("Norrkem Oyj was founded by Mary Collins and Robert Hughes."),
        "Norrkem Oyj founded-by Mary Collins; Norrkem Oyj founded-by Robert Hughes"
    );
    assert_eq!(told("Norrkem Oyj's founder, Mary Collins, left."), "Norrkem Oyj founded-by Mary Collins");
    assert_eq!(
        told("Mary Collins, who founded Norrkem Oyj in 1990, left."),
        "Norrkem Oyj founded-by Mary Collins; Norrkem Oyj founded-in 1990"
    );
    assert_eq!(
        told("Norrkem Oyj, set up in 2013 by two brothers, sells maps."),
        "Norrkem Oyj founded-in 2013; Norrkem Oyj founded-by two brothers"
    );
    assert_eq!(told("Norrkem Oyj was led by Mary Collins."), "");
}

#[test]
fn clients_and_suppliers() {
    let of = "Brenn Holding AG client-of Norrkem Oyj";
    assert_eq!(told("Norrkem Oyj's clients include Brenn Holding AG."), of);
    assert_eq!(told("Brenn Holding AG, a customer of Norrkem Oyj, hired nobody."), of);
    assert_eq!(told("Brenn Holding AG buys its cells from Norrkem Oyj."), of);
    assert_eq!(told("Norrkem Oyj won a large order from Brenn Holding AG."), of);
    assert_eq!(
        told("Norrkem Oyj supplies Brenn Holding AG with seats."),
        "Norrkem Oyj supplier-of Brenn Holding AG"
    );
    assert_eq!(told("Brenn Holding AG bought a stake from Norrkem Oyj."), "");
}

#[test]
fn parents_units_and_owners() {
    let of = "Norrkem Oyj parent-of Brenn Holding AG";
    assert_eq!(told("Brenn Holding AG, which belongs to the listed group Norrkem Oyj, hired nobody."), of);
    assert_eq!(told("Brenn Holding AG, a subsidiary of Norrkem Oyj, hired nobody."), of);
    assert_eq!(
        told("Norrkem Oyj and its leasing arm, Brenn Holding AG, hired nobody."),
        format!("{of}; Brenn Holding AG in-sector financial-services")
    );
    assert_eq!(told("Norrkem Oyj borrowed from the venture arm of Brenn Holding AG."), "");
    assert_eq!(
        told("Quarrel Ltd, owned 60% by Norrkem Oyj and 40% by Brenn Holding AG, hired nobody."),
        "Norrkem Oyj partner-of Quarrel Ltd; Brenn Holding AG partner-of Quarrel Ltd"
    );
}

#[test]
fn deals_between_firms() {
    assert_eq!(told("Norrkem Oyj has bought Brenn Holding AG."), "Norrkem Oyj acquires Brenn Holding AG");
    assert_eq!(told("Norrkem Oyj bought 9.9% of Brenn Holding AG."), "Norrkem Oyj acquires Brenn Holding AG");
    assert_eq!(told("Norrkem Oyj bought the hotels of Brenn Holding AG."), "");
    assert_eq!(told("Norrkem Oyj sold its 12% stake in Brenn Holding AG."), "");
    assert_eq!(
        told("Norrkem Oyj was split off in 2022 from Brenn Holding AG."),
        "Norrkem Oyj spun-off-from Brenn Holding AG"
    );
}
