//! The word classes that figures are read by: one probe of each token's folded hash.

use rustc_hash::FxHashMap;

use crate::numeral::words::{ORDINAL_WORDS, SMALL, fused_words};
use tearsheet_ingest::{Token, fold_hash};

/// A set of word classes.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Class(u32);

impl Class {
    /// Words that a numeral may start with: `seven`, `hundred`, `millions`, `half`.
    pub(crate) const NUMBER: Class = Class(1);
    /// `first`, `second`, `twentieth`.
    pub(crate) const ORDINAL: Class = Class(1 << 1);
    /// Words that cannot stand inside a counted noun phrase.
    pub(crate) const STOP: Class = Class(1 << 2);
    pub(crate) const PREPOSITION: Class = Class(1 << 3);
    pub(crate) const DETERMINER: Class = Class(1 << 4);
    pub(crate) const AUXILIARY: Class = Class(1 << 5);
    /// Verbs in finite forms that are seldom nouns.
    pub(crate) const VERB: Class = Class(1 << 6);
    /// Verbs, adverbs and nouns that state a rise.
    pub(crate) const RISE: Class = Class(1 << 7);
    pub(crate) const FALL: Class = Class(1 << 8);
    pub(crate) const MONTH: Class = Class(1 << 9);
    pub(crate) const WEEKDAY: Class = Class(1 << 10);
    /// `section`, `row`, `page`: a number after them is a label.
    pub(crate) const LABEL: Class = Class(1 << 11);
    /// First word of a unit of measure.
    pub(crate) const UNIT: Class = Class(1 << 12);
    /// First word of a currency's name.
    pub(crate) const CURRENCY: Class = Class(1 << 13);
    pub(crate) const CONJUNCTION: Class = Class(1 << 14);
    pub(crate) const PRONOUN: Class = Class(1 << 15);
    pub(crate) const RELATIVE: Class = Class(1 << 16);
    pub(crate) const ADVERB: Class = Class(1 << 17);
    /// Units of time that can follow `a` in a rate: `a day`, `a year`.
    pub(crate) const TIME: Class = Class(1 << 18);

    /// Words that say that an article speaks of the United States.
    pub(crate) const AMERICAN: Class = Class(1 << 19);
    /// Last words of phrases that bound the figure after them.
    pub(crate) const BOUND: Class = Class(1 << 20);

    pub(crate) fn has(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn and(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

const NUMBERS: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
    sixteen seventeen eighteen nineteen twenty thirty forty fourty fifty sixty seventy eighty ninety hundred thousand million \
    billion trillion quadrillion lakh lakhs lac lacs crore crores dozen half hundreds thousands millions billions trillions \
    quarter third three-quarters multimillion multibillion mn bn mln bln tens couple";
const ORDINALS: &str = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth \
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth \
    seventieth eightieth ninetieth hundredth thousandth millionth";
const DETERMINERS: &str = "the a an this that these those its their his her our my your every each any no another such \
    either neither both all some what whose";
const PREPOSITIONS: &str = "of in on at by for with from to into onto over under above below between among through during \
    before after since until till against across about around near within without per via as than like towards toward upon \
    behind beyond beside besides off out up down despite except amid amidst versus vs worth including excluding throughout \
    along inside outside unlike alongside following";
const CONJUNCTIONS: &str =
    "and or but nor so yet because although though while whereas if unless whether once plus whilst";
const PRONOUNS: &str = "i you he she it we they me him them us himself herself itself themselves one's who whom what \
    someone somebody anyone everyone nobody nothing something everything there here mine yours hers ours theirs";
const RELATIVES: &str = "who which that whose whom where when why how";
const AUXILIARIES: &str = "is are was were be been being am has have had having do does did will would can could may might \
    must shall should isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't cannot \
    couldn't shouldn't it's that's there's he's she's they're we're i'm you're they've we've i've it'll they'll he'll \
    she'll weve theyre dont didnt doesnt cant wont wasnt isnt arent thats";
const ADVERBS: &str = "not also just only even still already now then ago today yesterday tomorrow tonight again ever never \
    always often soon later earlier away apart together too very well quite almost nearly however meanwhile instead \
    annually yearly monthly weekly daily hourly worldwide globally nationwide overseas abroad long wide tall high deep thick \
    apiece respectively alone overall forward home left back ahead more less fewer most least enough else per-cent \
    higher lower longer older younger faster slower larger smaller bigger better worse wider taller deeper ashore aboard \
    straight approximately roughly maybe perhaps somewhere";
const VERBS: &str = "said says say saying told tells tell made makes make making took takes take taken taking got gets get \
    getting gave gives give given giving went goes go going gone came comes come coming became becomes become saw sees see \
    seen knew knows know known thought thinks think found finds find left leaves leave kept keeps keep held holds began \
    begins begin begun brought brings bring bought buys buy sold sells sell paid pays pay sent sends send spent spends spend \
    lost loses lose won wins met meets meet led leads ran runs run wrote writes write written read reads stood stands stand \
    sat sits sit put puts set sets let lets cut cuts hit hits cost costs built builds build grew grows grow grown threw \
    throws throw thrown drew draws drawn drove drives drive driven broke breaks broken chose chooses choose chosen fell falls \
    fallen rose rises risen felt feels feel fought showed shows shown seems seem seemed appears appear appeared remains \
    remain remained includes include included including involves involve involved offers offered provides provide provided \
    requires require required reported announced expected expects expect estimated estimates according needs need needed \
    wants want wanted allows allow allowed uses used using worked works work working lived lives live living died dies die \
    killed injured based born created creates create called calls call owned owns own received receives receive covered \
    covers covering attended joined reached reaches reach reaching played plays play playing scored scores happened \
    happens happen added adds add adding marked marks opened opens closed closes started starts start starting ended ends \
    ending finished finishes helped helps help moved moves moving lived stayed stays stay served serves serve serving saved \
    earned earns earn earning generated generates generate produced produces produce launched launches acquired acquires \
    invested employs employ employed employing raised raises raise agreed agrees agree planned plans hired hires \
    represents represent represented totalling totaling amounted amounts compared averaged averages weighed weighs weighing \
    measured measures measuring lasted lasts ranged ranges stretched spans spanned featured features equipped followed \
    follows arrived arrives stolen approved approves missed misses tested tests voted dropped wearing facing looking trying \
    waiting sitting standing running attending participating responsible available able unable eligible due alive dead \
    operating developing manufacturing carrying traveling travelling remaining needed taken listed nationwide dedicated \
    shot arrested charged accused convicted affected infected connected entered exceeds exceeded exceeding belong belongs \
    consist consists contain contains contained gather gathered happened turned turns";
const RISES: &str = "up rose rise rises risen rising grew grow grows grown growing climbed climb climbs climbing gained gain \
    gains gaining jumped jump jumps jumping surged surge surges surging soared soar soars soaring increased increase \
    increases increasing advanced advances advancing rallied rally rallies rallying added adding leapt leaped leaps spiked \
    spikes spiking skyrocketed expanded expands rebounded rebounds upward higher accelerated swelled swells shot doubled \
    tripled raised raises raising boosted improved improves ticked edged inched widened widens widening ballooned quadrupled";
const FALLS: &str = "down fell fall falls fallen falling dropped drop drops dropping declined decline declines declining \
    lost loses losing plunged plunge plunges plunging tumbled tumble tumbles tumbling slid slide slides sliding slipped slip \
    slips slipping sank sink sinks sinking decreased decrease decreases decreasing plummeted plummets plummeting shed sheds \
    shedding dipped dips dipping slumped slumps slumping shrank shrink shrinks shrinking contracted contracts eased eases \
    easing retreated retreats weakened weakens crashed crashes collapsed lower tanked dived dove reduced reduces reducing \
    nosedived skidded sagged dwindled cooled eroded narrowed narrows narrowing halved halves halving shrunk shrinking dwindles dwindling";
const MONTHS: &str = "january february march april may june july august september october november december jan feb mar apr \
    jun jul aug sep sept oct nov dec";
const WEEKDAYS: &str =
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun";
const LABELS: &str = "section row page pages chapter figure fig table level phase gate flight route highway interstate room \
    channel article articles part title volume vol grade class type stage round game match version model windows no nos \
    number unit suite platform episode season series lot area zone district division formula act bill proposition prop \
    amendment rule form schedule annex appendix step item question q boeing airbus apollo falcon exhibit clause paragraph \
    para line lines terminal pier bus runway tier category group pool paper note footnote ps xbox playstation galaxy iphone \
    ipad mk mark generation gen android ios euro week day top tel phone fax ext extension isbn issn doi id ref code \
    postcode zip box court building block floor apartment apt engine ward precinct legislature week";
const TIMES: &str = "second minute hour day week fortnight month quarter year annum night season decade session shift term \
    semester weekday weekend";

const AMERICAN: &str = "american americans america u.s nasdaq nyse wall-street washington california texas florida \
    u.s.a usa fed pentagon medicare fbi sec fda";

/// Folded hash of a word → its classes.
#[derive(Debug)]
pub(crate) struct Words {
    classes: FxHashMap<u64, Class>,
}

impl Words {
    /// The table, with the first words of the unit and currency tables added.
    pub(crate) fn new<'a>(
        units: impl Iterator<Item = &'a str>,
        currencies: impl Iterator<Item = &'a str>,
        bounds: impl Iterator<Item = &'static str>,
    ) -> Words {
        let mut classes: FxHashMap<u64, Class> = FxHashMap::default();
        let mut add = |word: &str, class: Class| {
            let slot = classes.entry(fold_hash(word)).or_default();
            *slot = slot.and(class);
        };
        let stop = Class::STOP;
        for (list, class) in [
            (NUMBERS, Class::NUMBER),
            (ORDINALS, Class::ORDINAL),
            (DETERMINERS, Class::DETERMINER.and(stop)),
            (PREPOSITIONS, Class::PREPOSITION.and(stop)),
            (CONJUNCTIONS, Class::CONJUNCTION.and(stop)),
            (PRONOUNS, Class::PRONOUN.and(stop)),
            (RELATIVES, Class::RELATIVE.and(stop)),
            (AUXILIARIES, Class::AUXILIARY.and(stop)),
            (ADVERBS, Class::ADVERB.and(stop)),
            (VERBS, Class::VERB),
            (RISES, Class::RISE),
            (FALLS, Class::FALL),
            (MONTHS, Class::MONTH),
            (WEEKDAYS, Class::WEEKDAY),
            (LABELS, Class::LABEL),
            (TIMES, Class::TIME),
            (AMERICAN, Class::AMERICAN),
        ] {
            list.split_whitespace().for_each(|word| add(word, class));
        }
        fused_words(&SMALL).for_each(|word| add(&word, Class::NUMBER));
        fused_words(&ORDINAL_WORDS).for_each(|word| add(&word, Class::ORDINAL));
        units.for_each(|word| add(word, Class::UNIT));
        currencies.for_each(|word| add(word, Class::CURRENCY));
        bounds.for_each(|word| add(word, Class::BOUND));
        Words { classes }
    }

    /// The class of each token, appended to `out`.
    pub(crate) fn classify(&self, tokens: &[Token], out: &mut Vec<Class>) {
        out.extend(tokens.iter().map(|t| self.classes.get(&t.fold).copied().unwrap_or_default()));
    }
}
