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
	// LastsHistory: drawn or computed at time zero, then left alone.
	LastsHistory Lasts = iota
	// LastsMonths: carried from month to month and changed.
	LastsMonths
	// LastsMonth: computed anew each month.
	LastsMonth
)

// LastsNames in the order of the constants.
var LastsNames = []string{"history", "months", "one month"}

var unbounded = math.Inf(1)

// Entities lists what has state, and its state variables.
var Entities = []Entity{
	{"party", "a side of the war, or a party on no front whose consent is needed", []StateVariable{
		{"strength", 0, 1, "share", LastsMonths, "share of military strength"},
		{"optimism", 0, 1, "value", LastsHistory, "what it believes at time zero that the war is worth, before its cost"},
		{"cohesion", 0, 1, "scale", LastsMonths, "has one valid spokesperson and control of its fighters"},
		{"skill", 0, 1, "scale", LastsMonths, "experience in negotiation"},
		{"good", 0, unbounded, "counts", LastsMonths, "evidence behind trust that others would keep an agreement"},
		{"bad", 0, unbounded, "counts", LastsMonths, "evidence behind trust that they would not"},
		{"trust", 0, 1, "chance", LastsMonth, "good / (good + bad)"},
		{"support", 0, 1, "share", LastsMonths, "share of its capacity for war that comes from abroad"},
		{"supportCoded", 0, 1, "share", LastsMonths, "coded support, to which it returns"},
		{"statusQuo", 0, 1, "value", LastsMonths, "value without a settlement of a party on no front"},
		{"pressure", -mostPressure, mostPressure, "value", LastsMonths, "what patrons and shocks put on settling; below 0 on not settling"},
		{"war", -unbounded, 1, "value", LastsMonth, "what fighting on is worth, at its own belief"},
		{"hurt", 0, unbounded, "value a month", LastsMonth, "what a month of war would cost it without support from abroad"},
		{"cost", 0, unbounded, "value a month", LastsMonth, "what a month of war costs it"},
		{"months", 0, unbounded, "months", LastsMonth, "how long it expects the war to last"},
		{"optimistic", -0.5, 0.5, "value", LastsMonth, "half of what both sides of its fronts together expect beyond what there is"},
		{"evidence", 0, unbounded, "battles", LastsMonth, "battles in the evidence behind its belief"},
		{"fear", 0, unbounded, "value", LastsMonth, "what it fears to lose by betrayal under a settlement"},
		{"odds", 0, 1, "chance", LastsMonth, "chance to win the next battle that it believes in"},
		{"share", 0, 1, "share", LastsMonth, "share of the forts that it holds"},
		{"attend", 0, 1, "chance", LastsMonth, "attendance a: whether it comes to the table"},
		{"ready", 0, 1, "chance", LastsMonth, "readiness w: whether it concedes and signs"},
		{"sincere", 0, 1, "chance", LastsMonth, "willingness v without fear, face and pressure"},
		{"truce", 0, 1, "chance", LastsMonth, "willingness for a ceasefire"},
		{"clarity", 0, 1, "share", LastsMonth, "how clear the month's messages are to it"},
		{"yielded", 0, unbounded, "distance", LastsMonth, "how far it moved on its positions since it last took its stance"},
		{"breached", 0, 1, "yes or no", LastsMonth, "it has broken a truce since then"},
	}},
	{"front", "two parties at war", []StateVariable{
		{"forts", 2, 200, "forts", LastsHistory, "places that decide it"},
		{"start", 0, 1, "scale", LastsHistory, "intensity at time zero"},
		{"excess", -unbounded, unbounded, "scale", LastsMonths, "intensity that shocks and partisan enforcers added to it"},
		{"heat", leastHeat, 1, "scale", LastsMonths, "intensity without a truce"},
		{"calm", 0, 1, "share", LastsMonths, "share of the heat left by last month's truce"},
		{"intensity", 0, 1, "scale", LastsMonths, "intensity with the truce"},
		{"rate", 0, 1, "battles a month", LastsMonth, "battles without a truce"},
		{"endsOtherwise", 0, 1, "chance a battle", LastsMonth, "chance that the war ends otherwise, as the parties expect"},
		{"over", 0, 1, "yes or no", LastsMonths, "one side holds all forts, or has left the war"},
		{"left", 0, 1, "yes or no", LastsMonths, "it is over because a side has left the war"},
		{"idle", 0, 1, "yes or no", LastsMonths, "a side has not entered the war yet"},
		{"outside", 0, 1, "yes or no", LastsHistory, "a side is not at the table, so that no ceasefire binds it"},
	}},
	{"side", "a front as one of its two parties sees it", []StateVariable{
		{"held", 0, 200, "forts", LastsMonths, "forts that it holds"},
		{"odds", 0, 1, "chance", LastsMonths, "true chance to win a battle"},
		{"won", 0, unbounded, "battles", LastsMonths, "battles won in the evidence behind its belief"},
		{"weight", 0, unbounded, "battles", LastsMonths, "battles in that evidence; belief = won / weight"},
		{"value", 0, 1, "value", LastsMonth, "what fighting on is worth before its cost"},
		{"months", 0, unbounded, "months", LastsMonth, "how long it expects the war to last"},
	}},
	{"issue", "what the parties must agree on, a line from 0 to 1", []StateVariable{
		{"ideal[party]", 0, 1, "position", LastsHistory, "what a party wants"},
		{"position[party]", 0, 1, "position", LastsMonths, "what a party declares"},
		{"salience[party]", 0, 1, "share", LastsHistory, "weight that it has for a party; sums to 1 over issues"},
		{"salience", 0, 1, "share", LastsHistory, "mean of these over parties"},
		{"weight", 0, 1, "share", LastsHistory, "salience beside equal issues, at most 1"},
		{"gap", 0, 1, "distance", LastsMonths, "distance of the extreme positions"},
		{"gapAtStart", 0, 1, "distance", LastsHistory, "gap at time zero"},
		{"options", 0, mostOptions, "value", LastsMonths, "what third parties found; lowers what each side must get"},
		{"agenda", 0, unbounded, "effort", LastsMonth, "effort that third parties put behind it"},
		{"tabled", 0, 1, "yes or no", LastsMonth, "is on this month's agenda"},
		{"proposal", 0, 1, "position", LastsMonth, "the text on the table, if tabled"},
		{"agreed", 0, 1, "yes or no", LastsMonths, "a protocol is in force"},
		{"agreedAt", 0, 1, "position", LastsMonths, "what was agreed on"},
		{"trust", 0, 1, "chance", LastsMonths, "mean trust when it was agreed"},
	}},
	{"mediator", "a third party: state, organisation, body or person", []StateVariable{
		{"present", 0, 1, "yes or no", LastsMonths, "is there, between entry and exit"},
		{"absent", 0, 1, "yes or no", LastsHistory, "takes no part in this history"},
		{"interest", -1, 1, "scale", LastsMonths, "how far it wants a negotiated end soon"},
		{"bias", -1, 1, "scale", LastsMonths, "which side it leans to"},
		{"outline", -1, 1, "scale", LastsMonths, "preferred settlement, by the side that it leans to"},
		{"resolve", 0, 1, "scale", LastsMonths, "would it use its leverage; inner unity"},
		{"acceptance", 0, 1, "share", LastsMonths, "how far the others would let it lead, when it begins"},
		{"closeness", 0, 1, "share", LastsHistory, "how close the others' preferred settlements are to its own"},
		{"leastConsent", 0, 1, "share", LastsHistory, "consent of the less willing party"},
		{"autonomy", 0, 1, "share", LastsMonths, "how far it does not let a lead direct it"},
		{"capacity", 1, MaxCapacity, "acts a month", LastsHistory, "how many acts it manages"},
		{"capability", 0, 1, "scale", LastsHistory, "how able it is, by role"},
		{"leverage[party]", 0, 1, "scale", LastsMonths, "what it can do to a party's ability to fight or govern"},
		{"consent[party]", 0, 1, "scale", LastsMonths, "how far a party admits it"},
		{"stock", 0, 1, "share", LastsMonths, "share of its leverage that is not spent"},
		{"scope", 0, unbounded, "effort", LastsMonths, "sum of reach; the regime single picks by it times interest"},
	}},
	{"process", "the talks, and what third parties sustain", []StateVariable{
		{"state", 0, 2, "stage", LastsMonths, "0 none yet, 1 open, 2 suspended"},
		{"level", 0, 2, "level", LastsMonths, "rank of delegations: 0 low, 1 high, 2 top"},
		{"met", 0, 1, "yes or no", LastsMonth, "there was a meeting"},
		{"frameworks", 0, 1, "yes or no", LastsMonths, "one is signed for the issue's cluster, by issue"},
		{"bound", 0, 1, "yes or no", LastsMonths, "some framework is signed"},
		{"bargainingRange", -unbounded, unbounded, "value", LastsMonth, "prize less what war is worth to the parties and what they fear"},
		{"rangeFearless", 0, unbounded, "value", LastsMonth, "bargaining range before fear, at least 0"},
		{"truce", 0, 1, "yes or no", LastsMonths, "a ceasefire is in force"},
		{"left", 0, MaxMonths, "months", LastsMonths, "what is left of its term"},
		{"term", 0, MaxMonths, "months", LastsMonths, "term agreed when it was last signed"},
		{"lasted", 0, MaxMonths, "months", LastsMonths, "how long it has been in force without a break"},
		{"violated", 0, 1, "yes or no", LastsMonth, "the ceasefire was violated"},
		{"truceSettled", 0, 1, "yes or no", LastsMonths, "a ceasefire has been signed at a meeting"},
		{"guarantee", 0, mostGuarantee, "effort", LastsMonths, "stock that takes fear away"},
		{"enhancement", 0, mostEnhancement, "value", LastsMonths, "stock that adds to the prize of a settlement"},
		{"legitimacy", 0, mostLegitimacy, "effort", LastsMonths, "stock that makes walking out or reneging costly"},
		{"ideas", 0, mostIdeas, "effort", LastsMonths, "stock of track-two ideas and relations"},
		{"hostility", 0, startHostile, "scale", LastsMonths, "hostility between the peoples"},
		{"venue", leastVenue, 1, "chance", LastsMonth, "chance that the sides choose the same place to meet"},
		{"conveners", 0, unbounded, "acts", LastsMonth, "how many called to a place"},
		{"facilitation", 0, unbounded, "effort", LastsMonth, "effort of chairs and observers"},
		{"vision", 0, unbounded, "effort", LastsMonth, "effort of envisioners, which finds trades"},
		{"messenger", 0, 1, "share", LastsMonth, "strength of the messenger"},
		{"monitoring", 0, unbounded, "effort", LastsMonth, "effort of monitors"},
		{"enforcement", 0, unbounded, "effort", LastsMonth, "effort of enforcers"},
		{"text", -unbounded, unbounded, "effort", LastsMonth, "preferred settlements of the texts put forward, times their effort"},
		{"textWeight", 0, unbounded, "effort", LastsMonth, "effort behind those texts"},
	}},
	{"link", "two third parties that stand in touch", []StateVariable{
		{"strength", 0, 1, "chance", LastsHistory, "chance that they agree when to push, where they are patrons of different sides"},
	}},
	{"coordination", "the lead and its plan, if there is one", []StateVariable{
		{"lead", -1, MaxMediators, "mediator", LastsMonths, "whose turn it is to lead; -1 for nobody"},
		{"leading", 0, 1, "yes or no", LastsMonth, "a lead plans this month"},
		{"acceptance", 0, 1, "share", LastsMonths, "how far the others accept the lead; moves with what comes of its months"},
		{"coded", 0, 1, "share", LastsMonths, "the lead's coded acceptance, as shocks have left it"},
		{"complies", 0, 1, "yes or no", LastsMonth, "is a follower this month, by mediator"},
		{"coordinated", 0, MaxMediators, "mediators", LastsMonth, "how many consent, those included who comply in name only"},
		{"hosted", -unbounded, MaxMonths + MaxImplementation, "month", LastsMonths, "when each last hosted, by mediator"},
	}},
}
