package sim

import "math"

// Entity is a kind of thing in the model.
type Entity struct {
	Name, Meaning string
	State         []StateVariable
}

// StateVariable is a number, or a row of numbers, that belongs to an entity.
type StateVariable struct {
	// Name in the code; with [party] where each party has a number of its own.
	Name string
	// Low and High bound it; an infinite bound is none.
	Low, High float64
	Unit      string
	Lasts     Lasts
	Meaning   string
}

// Lasts says how long a state variable stands.
type Lasts uint8

const (
	// LastsHistory: drawn or reckoned at time zero, then left alone.
	LastsHistory Lasts = iota
	// LastsMonths: carried from month to month and changed.
	LastsMonths
	// LastsMonth: reckoned anew each month.
	LastsMonth
)

// LastsNames in the order of the constants.
var LastsNames = []string{"history", "months", "one month"}

var unbounded = math.Inf(1)

// Entities lists what has state, and its state variables.
var Entities = []Entity{
	{"party", "a side of the war, or a party on no front whose consent is needed", []StateVariable{
		{"strength", 0, 1, "share", LastsHistory, "of military strength"},
		{"optimism", 0, 1, "chance", LastsHistory, "believed at time zero of winning outright"},
		{"cohesion", 0, 1, "scale", LastsMonths, "one valid spokesperson, control of fighters"},
		{"skill", 0, 1, "scale", LastsMonths, "in negotiation"},
		{"good", 0, unbounded, "counts", LastsMonths, "evidence behind trust that others would keep an agreement"},
		{"bad", 0, unbounded, "counts", LastsMonths, "evidence that they would not"},
		{"trust", 0, 1, "chance", LastsMonth, "good / (good + bad)"},
		{"support", 0, 1, "share", LastsMonths, "of its capacity for war that comes from abroad"},
		{"supportCoded", 0, 1, "share", LastsHistory, "that support at time zero, to which it returns"},
		{"statusQuo", 0, 1, "value", LastsHistory, "without a settlement, of a party on no front"},
		{"pressure", -mostPressure, mostPressure, "value", LastsMonths, "to settle; below 0 not to"},
		{"war", -unbounded, 1, "value", LastsMonth, "of fighting on, at its own belief"},
		{"cost", 0, unbounded, "value a month", LastsMonth, "of the war"},
		{"fear", 0, unbounded, "value", LastsMonth, "of betrayal under a settlement"},
		{"odds", 0, 1, "chance", LastsMonth, "believed of winning the next battle"},
		{"share", 0, 1, "share", LastsMonth, "of the forts that it holds"},
		{"ready", 0, 1, "chance", LastsMonth, "readiness w to talk"},
		{"sincere", 0, 1, "chance", LastsMonth, "willingness v without fear, face and pressure"},
		{"truce", 0, 1, "chance", LastsMonth, "willingness for a ceasefire"},
		{"clarity", 0, 1, "share", LastsMonth, "of what is said to it that it makes out"},
		{"yielded", 0, unbounded, "distance", LastsMonth, "moved on its positions since it last took its stance"},
		{"breached", 0, 1, "0 or 1", LastsMonth, "broke a truce since then"},
	}},
	{"front", "two parties at war", []StateVariable{
		{"forts", 2, 200, "forts", LastsHistory, "places that decide it"},
		{"start", 0, 1, "scale", LastsHistory, "intensity at time zero"},
		{"excess", -unbounded, unbounded, "scale", LastsMonths, "intensity that shocks and partisan enforcers added"},
		{"heat", leastHeat, 1, "scale", LastsMonths, "intensity without a truce"},
		{"intensity", 0, 1, "scale", LastsMonths, "intensity with the truce"},
		{"rate", 0, 1, "battles a month", LastsMonth, "without a truce"},
		{"endsOtherwise", 0, 1, "chance a battle", LastsMonth, "that the war ends otherwise, as the parties reckon"},
		{"over", 0, 1, "0 or 1", LastsMonths, "one side holds everything"},
	}},
	{"side", "a front as one of its two parties sees it", []StateVariable{
		{"held", 0, 200, "forts", LastsMonths, "that it holds"},
		{"odds", 0, 1, "chance", LastsHistory, "true, to win a battle"},
		{"won", 0, unbounded, "battles", LastsMonths, "won, in the evidence behind its belief"},
		{"weight", 0, unbounded, "battles", LastsMonths, "of that evidence; belief = won / weight"},
		{"value", 0, 1, "value", LastsMonth, "of fighting on before its cost"},
		{"months", 0, unbounded, "months", LastsMonth, "that it expects the war to last"},
	}},
	{"issue", "what the parties must agree on, a line from 0 to 1", []StateVariable{
		{"ideal[party]", 0, 1, "position", LastsHistory, "that a party wants"},
		{"position[party]", 0, 1, "position", LastsMonths, "that a party declares"},
		{"salience[party]", 0, 1, "share", LastsHistory, "weight that it has for a party; sums to 1 over issues"},
		{"salience", 0, 1, "share", LastsHistory, "mean of these over parties"},
		{"gap", 0, 1, "distance", LastsMonths, "between the extreme positions"},
		{"gapAtStart", 0, 1, "distance", LastsHistory, "that gap at time zero"},
		{"options", 0, mostOptions, "value", LastsMonths, "found by third parties; lowers what each side must have"},
		{"agenda", 0, unbounded, "effort", LastsMonth, "that third parties put behind it"},
		{"tabled", 0, 1, "0 or 1", LastsMonth, "on this month's agenda"},
		{"proposal", 0, 1, "position", LastsMonth, "on the table, if tabled"},
		{"agreed", 0, 1, "0 or 1", LastsMonths, "a protocol stands"},
		{"broken", 0, 1, "0 or 1", LastsMonths, "a protocol fell apart"},
		{"agreedIn", Never, MaxMonths, "month", LastsMonths, "in which it was last agreed; -1 if not"},
		{"agreedAt", 0, 1, "position", LastsMonths, "agreed on"},
		{"trust", 0, 1, "chance", LastsMonths, "mean trust when it was agreed"},
	}},
	{"mediator", "a third party: state, organisation, body or person", []StateVariable{
		{"present", 0, 1, "0 or 1", LastsMonths, "between entry and exit"},
		{"absent", 0, 1, "0 or 1", LastsHistory, "takes no part in this history"},
		{"interest", -1, 1, "scale", LastsMonths, "in a negotiated end soon"},
		{"bias", -1, 1, "scale", LastsHistory, "towards a side"},
		{"outline", -1, 1, "scale", LastsHistory, "the settlement that it favours, by the side that it leans to"},
		{"resolve", 0, 1, "scale", LastsHistory, "would it use its leverage; inner unity"},
		{"acceptance", 0, 1, "share", LastsHistory, "how far the others would let it lead, at time zero"},
		{"closeness", 0, 1, "share", LastsHistory, "of the others' outlines to its own"},
		{"leastConsent", 0, 1, "share", LastsHistory, "consent of the less willing party"},
		{"autonomy", 0, 1, "share", LastsHistory, "it does not let a lead direct"},
		{"capacity", 1, MaxCapacity, "acts a month", LastsHistory, "at most"},
		{"capability", 0, 1, "scale", LastsHistory, "by role"},
		{"leverage[party]", 0, 1, "share", LastsHistory, "over a party's ability to fight or govern"},
		{"consent[party]", 0, 1, "scale", LastsHistory, "of a party to it"},
		{"stock", 0, 1, "share", LastsMonths, "of its leverage not spent"},
		{"merit", 0, unbounded, "effort", LastsHistory, "sum of what it can bring; the regime of a single mediator picks by it"},
	}},
	{"process", "the talks, and what third parties hold up", []StateVariable{
		{"state", 0, 2, "stage", LastsMonths, "0 none yet, 1 open, 2 suspended"},
		{"level", 0, 2, "level", LastsMonths, "of delegations: 0 low, 1 high, 2 top"},
		{"met", 0, 1, "0 or 1", LastsMonth, "there was a meeting"},
		{"frameworks", 0, 1, "0 or 1", LastsMonths, "signed for the issue's cluster, by issue"},
		{"zone", -unbounded, unbounded, "value", LastsMonth, "prize less what war and fear are worth to the parties"},
		{"sincereZone", 0, unbounded, "value", LastsMonth, "zone before fear, at least 0"},
		{"truce", 0, 1, "0 or 1", LastsMonths, "a ceasefire is in force"},
		{"left", 0, longestTerm + 1, "months", LastsMonths, "of its term"},
		{"term", 0, longestTerm, "months", LastsMonths, "agreed when it was last signed"},
		{"violated", 0, 1, "0 or 1", LastsMonth, "the ceasefire was violated"},
		{"guarantee", 0, mostGuarantee, "effort", LastsMonths, "stock; takes fear away"},
		{"enhancement", 0, mostEnhancement, "value", LastsMonths, "stock; adds to the prize of a settlement"},
		{"legitimacy", 0, mostLegitimacy, "effort", LastsMonths, "stock; the cost of walking out or reneging"},
		{"ideas", 0, mostIdeas, "effort", LastsMonths, "stock of track-two ideas and relations"},
		{"hostility", 0, startHostile, "scale", LastsMonths, "between the peoples"},
		{"venue", leastVenue, 1, "chance", LastsMonth, "that the sides choose the same place to meet"},
		{"conveners", 0, unbounded, "acts", LastsMonth, "that called to a place"},
		{"facilitation", 0, unbounded, "effort", LastsMonth, "of chairs and observers"},
		{"vision", 0, unbounded, "effort", LastsMonth, "of envisioners; finds trades"},
		{"messenger", 0, 1, "share", LastsMonth, "strength of the messenger"},
		{"monitoring", 0, unbounded, "effort", LastsMonth, "of monitors"},
		{"enforcement", 0, unbounded, "effort", LastsMonth, "of enforcers"},
		{"text", -unbounded, unbounded, "effort", LastsMonth, "outlines of the texts put forward, by their effort"},
		{"textWeight", 0, unbounded, "effort", LastsMonth, "behind those texts"},
	}},
	{"link", "two third parties that stand in touch", []StateVariable{
		{"strength", 0, 1, "chance", LastsHistory, "that they agree when to push, where they are patrons of different sides"},
	}},
	{"coordination", "the lead and its plan, where there is one", []StateVariable{
		{"leading", 0, 1, "0 or 1", LastsMonth, "a lead plans this month"},
		{"acceptance", 0, 1, "share", LastsMonths, "of the lead by the others; moves with what comes of its months"},
		{"complies", 0, 1, "0 or 1", LastsMonth, "with the plan, by mediator"},
		{"coordinated", 0, MaxMediators, "mediators", LastsMonth, "that comply"},
		{"hosted", -unbounded, MaxMonths + MaxImplementation, "month", LastsMonths, "in which each last hosted, by mediator"},
	}},
}
