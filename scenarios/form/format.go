// Package form is what a scenario file may hold. Document has a field for every key, whose
// tags say all there is to say of it alone: name, type, range, unit, default, meaning.
//
//  1. Format compiles the tags into a Schema, once.
//  2. Bind fills a document from a tree and reports what is unknown, missing, of another
//     type or out of range.
//  3. Override and Merge lay one tree over another, as --set and extends want it.
//  4. Keys, Reference and JSONSchema tell the same to people and editors.
//
// A new key is one field, and its use. An Item is what has a place: an entry of a table whose
// keys name things, or a Leaf, a value that knows how it came about.
package form

import (
	"parley/scenarios/fault"
	"parley/scenarios/syntax"
)

// Item is an entry of a keyed table, or a value of any table.
type Item struct {
	ID    string // the last key of its path
	Path  string
	From  *syntax.Node // where it was given; nil if it was filled in
	Field *Field
}

// Wrong reports what was given.
func (i *Item) Wrong(faults *fault.Collector, want string) {
	faults.Add(i.From.At, i.Path, i.From.Render(), want)
}

// Document is a whole scenario, its keys in the order of the format.
type Document struct {
	// Some parties or issues are reported already, so that their number means
	// nothing.
	PartiesLost, IssuesLost bool
	// Aside is what a later layer dropped, by the reason.
	Aside []Aside

	Format         Whole     `toml:"format" required:"true" range:"1..1" doc:"version of this format"`
	Title          Text      `toml:"title" unset:"the scenario's name" doc:"heading of reports"`
	Extends        Text      `toml:"extends" unset:"nothing" doc:"shipped scenario, or path relative to this file, whose keys hold where this file does not say otherwise"`
	Source         Text      `toml:"source" unset:"not given" doc:"where the numbers come from; allowed in every table"`
	Start          Month     `toml:"start" required:"true" doc:"time zero: the first month of the simulation"`
	Months         Whole     `toml:"months" range:"1..600" default:"60" unit:"months" doc:"horizon: how long the war is followed"`
	Implementation Whole     `toml:"implementation" range:"0..240" default:"60" unit:"months" doc:"how long a signed settlement is followed"`
	Model          model     `toml:"model" doc:"rules of the model"`
	Structure      structure `toml:"structure" doc:"what nobody knows about how such wars work, drawn once per replication, the same under every regime; a level fixes a switch, a list weighs its levels"`
	Coding         Coding    `toml:"coding" doc:"how coders' numbers are read"`

	Talks talks `toml:"talks" doc:"how the talks stand at time zero, and when they end"`

	Coordination coordination `toml:"coordination" doc:"who coordinates third parties, and how"`
	Parameters   parameters   `toml:"parameters" doc:"global parameters, the same for every case"`
	Roles        roleSwitches `toml:"roles" doc:"roles switched on or off for everybody"`
	Experiment   Experiment   `toml:"experiment" doc:"how parley sweep varies the scenario, where the command line does not say otherwise"`

	Calibration Calibration `toml:"calibration" doc:"how parley calibrate fits the scenario to its record, where the command line does not say otherwise"`

	Party    []*Party    `toml:"party" define:"party" most:"8" names:"name" doc:"a side of the war, or a party on no front"`
	Front    []*Front    `toml:"front" define:"front" most:"16" names:"first" doc:"a pair of parties at war; default: one between the only two"`
	Issue    []*Issue    `toml:"issue" define:"issue" most:"64" names:"name" doc:"something the parties must agree on"`
	Mediator []*Mediator `toml:"mediator" define:"mediator" most:"128" names:"name" doc:"a third party"`
	Link     []*LinkFrom `toml:"link" key:"mediator" doc:"standing pairs of third parties who can agree when to push"`
	Shock    []*Shock    `toml:"shock" define:"shock" most:"512" names:"name" doc:"a dated event from outside what is simulated"`
	Act      []*Act      `toml:"act" define:"act" most:"8192" names:"mediator" doc:"a dated act of a mediator whose strategy is scripted"`
}

type model struct {
	Source       Text  `toml:"source" unset:"not given" doc:"where the choice comes from"`
	Fallback     Text  `toml:"fallback" enum:"fallback" default:"held" doc:"what a war that ends otherwise pays each side: what it holds, or nothing"`
	ThirdParties Whole `toml:"third_parties" range:"1..128" unit:"third parties" unset:"all" doc:"how many take part, the lead among them; each replication draws who, and more keep those of fewer"`
}

// Coding says how coded numbers are read.
type Coding struct {
	Source  Text      `toml:"source" unset:"not given" doc:"where the margins come from"`
	Margin  Number    `toml:"margin" range:"0..1" default:"0.1" unit:"of a scale from 0 to 1" doc:"how far the range between coders is widened on both sides"`
	Margins []*Number `toml:"margins" key:"scale" range:"0..10" unit:"in units of the scale" unset:"coding.margin" doc:"the same for one scale"`

	Coder      Text  `toml:"coder" enum:"coder" default:"both" doc:"whose numbers count where coders give one each: both, that is all, or the first (a), second (b) or third (c)"`
	Capability Text  `toml:"capability" enum:"capability" default:"coded" doc:"capabilities of third parties: as coded, or for each role the mean over all of them for everybody"`
	Shuffle    Whole `toml:"shuffle" range:"0..1000000" default:"0" doc:"third parties exchange their codings by the permutation of this number; 0: none"`
}

type talks struct {
	Source     Text  `toml:"source" unset:"not given" doc:"where it comes from"`
	State      Text  `toml:"state" enum:"stage" default:"none" doc:"how the talks stand at time zero: none so far, open, or suspended"`
	Ceasefire  Whole `toml:"ceasefire" range:"0..240" unit:"months" default:"0" doc:"how long a ceasefire that is in force at time zero still runs; 0: there is none"`
	Frameworks Words `toml:"frameworks" unset:"none" doc:"clusters of issues for which a framework is signed by time zero"`
	Guarantee  Coded `toml:"guarantee" range:"0..3" unit:"effort" default:"0" scale:"stock" doc:"guarantees that third parties have given by time zero"`
	Legitimacy Coded `toml:"legitimacy" range:"0..3" unit:"effort" default:"0" scale:"stock" doc:"legitimacy that third parties have lent to the talks by time zero"`
	Deadline   Month `toml:"deadline" unset:"none" doc:"last month in which talks can meet; in the three months to it a meeting takes up all issues"`
}

type coordination struct {
	Source         Text         `toml:"source" unset:"not given" doc:"where the choice comes from"`
	Regime         Text         `toml:"regime" enum:"regime" default:"networked" doc:"how third parties relate to each other"`
	Lead           Text         `toml:"lead" ref:"mediator" unset:"nobody" doc:"who coordinates; needed by the regimes lead, lead-only and placebo"`
	From           Month        `toml:"from" unset:"start, or when the lead enters" doc:"first month in which the lead coordinates, once it is there"`
	Until          Month        `toml:"until" unset:"the end, or when a successor leads" doc:"last month in which the lead coordinates"`
	CoChairs       Words        `toml:"co_chairs" ref:"mediator" unset:"nobody" doc:"who shares the lead while it is the first: one plan, which co-chairs follow whatever the acceptance, and each other follower carries the preferred settlement of the nearest chair"`
	Successor      []*Successor `toml:"successor" define:"successor" most:"3" names:"lead" doc:"who takes the lead over"`
	Acceptance     Number       `toml:"acceptance" range:"0..1" unit:"share" unset:"as coded for the lead" doc:"how far the others accept the lead, in place of what is coded"`
	Consensus      Number       `toml:"consensus" range:"0..1" unit:"share" unset:"as coded" doc:"agreement of third parties; coded differences of interest and outline are rescaled to it"`
	ConsensusCoded Coded        `toml:"consensus_coded" range:"0..1" unit:"share" default:"0.5" scale:"consensus_coded" doc:"the coders' figure for that agreement at time zero"`
	OwnInterest    Boolean      `toml:"own_interest" default:"false" doc:"whether an act that a plan allocates must be worth its cost to the follower, by its own interest; false: to the lead"`
	Mechanisms     Words        `toml:"mechanisms" enum:"mechanism" unset:"all" doc:"what the lead does for those who comply"`
	Costs          Words        `toml:"costs" enum:"cost" unset:"all" doc:"what coordination takes away"`
}

// Successor takes the lead over.
type Successor struct {
	Item
	Source Text  `toml:"source" unset:"not given" doc:"where it is recorded"`
	Lead   Text  `toml:"lead" ref:"mediator" required:"true" doc:"who leads"`
	From   Month `toml:"from" required:"true" doc:"first month in which it leads"`
	Until  Month `toml:"until" unset:"the end, or when the next one leads" doc:"last month in which it leads"`
}

type parameters struct {
	Source Text         `toml:"source" unset:"not given" doc:"where the values come from"`
	Mode   Text         `toml:"mode" enum:"mode" default:"prior" doc:"draw the parameters that are not set from their priors, or together from a posterior, or take the priors' medians; where it is not given and a posterior is shipped, posterior"`
	Each   []*Parameter `toml:"*" key:"parameter" doc:"fixes a global parameter, or bounds its prior"`
}

type structure struct {
	Source Text         `toml:"source" unset:"not given" doc:"where the choice comes from"`
	Each   []*Parameter `toml:"*" key:"switch" doc:"a switch: a level fixes it, a list weighs its levels"`
}

type roleSwitches struct {
	Source Text       `toml:"source" unset:"not given" doc:"where the choice comes from"`
	Switch []*Boolean `toml:"*" key:"role" default:"true" doc:"false: nobody plays this role"`
}

// Party is a side of the war, or a party on no front.
type Party struct {
	Item
	Name          Text       `toml:"name" unset:"its id" doc:"name in reports"`
	Article       Text       `toml:"article" enum:"article" unset:"the before a phrase, none before a proper name" doc:"article that its name has in a sentence: the, or none"`
	Plural        Boolean    `toml:"plural" default:"false" doc:"its name takes a plural verb, as the rebels do"`
	Source        Text       `toml:"source" unset:"not given" doc:"where the numbers come from"`
	Side          Whole      `toml:"side" range:"-1..1" unset:"1 for the first party, -1 for the second, 0 after" doc:"end of the bias axis on which it stands"`
	Essential     Boolean    `toml:"essential" default:"true" doc:"its signature is needed for a settlement"`
	AtTable       Boolean    `toml:"at_table" default:"true" doc:"false: it fights outside the talks; no ceasefire binds it, and nobody needs its signature"`
	Enter         Month      `toml:"enter" unset:"start" doc:"first month in the war"`
	Exit          Month      `toml:"exit" unset:"in it to the end" doc:"last month in the war; its fronts are over then, won by nobody"`
	StrengthShare Coded      `toml:"strength_share" range:"(0..1)" unit:"share" scale:"strength_share" unset:"an equal part of the rest of 1" doc:"share of military strength: all sum to 1, within 0.1, and are not rescaled, as on a front only the ratio of its sides counts; sides without one share the rest"`
	Optimism      Coded      `toml:"optimism" range:"(0..1)" unit:"chance" default:"0.5" scale:"optimism" doc:"what it believes the war is worth to it before its cost: victory, and if the war ends otherwise what it will then hold"`
	Cohesion      Coded      `toml:"cohesion" range:"0..1" default:"0.5" scale:"cohesion" unit:"scale" doc:"valid spokesperson, control of fighters"`
	Skill         Coded      `toml:"skill" range:"0..1" default:"0.5" scale:"skill" unit:"scale" doc:"negotiating experience"`
	Trust         Coded      `toml:"trust" range:"0..1" default:"0.25" scale:"trust" unit:"chance" doc:"belief that the other side would keep an agreement"`
	WarSupport    Coded      `toml:"war_support" range:"0..1" default:"0" scale:"war_support" unit:"share" doc:"share of its capacity that comes from abroad"`
	StatusQuo     Coded      `toml:"status_quo" range:"0..1" default:"0" scale:"status_quo" unit:"value" doc:"what no settlement is worth to a party on no front"`
	Strategy      Text       `toml:"strategy" enum:"party strategy" unset:"as structure.parties says" doc:"its behaviour"`
	Settings      []*Number  `toml:"settings" key:"setting" strategies:"party strategy" unset:"as its strategy says" doc:"a setting of its strategy: parley list strategies has names, ranges and defaults"`
	Faction       []*faction `toml:"faction" define:"faction" most:"32" names:"name" doc:"a part of the party with its own fighters"`
}

type faction struct {
	Item
	Name   Text   `toml:"name" unset:"its id" doc:"name in reports"`
	Source Text   `toml:"source" unset:"not given" doc:"where the number comes from"`
	Share  Number `toml:"share" range:"0..1" required:"true" unit:"share" doc:"share of the party's strength"`
}

// Front is a pair of parties at war.
type Front struct {
	Item
	Source    Text  `toml:"source" unset:"not given" doc:"where the numbers come from"`
	First     Text  `toml:"first" ref:"party" unset:"the first of only two parties" doc:"a party at war"`
	Second    Text  `toml:"second" ref:"party" unset:"the second of only two parties" doc:"its adversary"`
	Forts     Whole `toml:"forts" range:"2..200" default:"20" unit:"forts" doc:"length of the war of attrition between them"`
	Held      Coded `toml:"held" range:"(0..1)" unit:"share" default:"0.5" scale:"held" doc:"share of the forts that the first holds at the start"`
	Odds      Coded `toml:"odds" range:"(0..1)" unit:"chance" unset:"from the parties' strength_share" scale:"odds" doc:"true chance of the first to win a battle"`
	Intensity Coded `toml:"intensity" range:"0..4" unit:"0 to 4" default:"3" scale:"intensity" doc:"intensity of the fighting"`
}

// Issue is something the parties must agree on.
type Issue struct {
	Item
	Name      Text     `toml:"name" unset:"its id" doc:"name in reports"`
	Source    Text     `toml:"source" unset:"not given" doc:"where the numbers come from"`
	Cluster   Text     `toml:"cluster" unset:"none" doc:"issues of one cluster can be covered by one framework"`
	Essential Boolean  `toml:"essential" default:"true" doc:"must be agreed, once it has come up, before a settlement can be signed"`
	Ceasefire Boolean  `toml:"ceasefire" default:"false" doc:"is about the ceasefire itself: the first one signed at a meeting settles it"`
	Hard      Boolean  `toml:"hard" default:"false" doc:"cannot be signed by delegations of low level"`
	From      Month    `toml:"from" unset:"start" doc:"month in which it comes up"`
	Agreed    Coded    `toml:"agreed" range:"0..1" unit:"scale" scale:"position" unset:"not agreed" doc:"the position on which the parties have agreed by time zero"`
	Position  []*Coded `toml:"position" key:"party" range:"0..1" unit:"scale" scale:"position" unset:"0 for side 1, 1 for side -1, 0.5 for side 0" doc:"what the party declares at the start"`
	Ideal     []*Coded `toml:"ideal" key:"party" range:"0..1" unit:"scale" scale:"position" unset:"its position" doc:"what the party would like best"`
	Salience  []*Coded `toml:"salience" key:"party" range:"0.." unit:"relative" scale:"salience" unset:"1" doc:"how much the issue matters to the party, beside the others"`
}

// Mediator is a third party.
type Mediator struct {
	Item
	From0, To0       int       // rounds present, inclusive; set by checkDates
	Name             Text      `toml:"name" unset:"its id" doc:"name in reports"`
	Article          Text      `toml:"article" enum:"article" unset:"the before a phrase, none before a proper name" doc:"article that its name has in a sentence: the, or none"`
	Plural           Boolean   `toml:"plural" default:"false" doc:"its name takes a plural verb, as the observers do"`
	Source           Text      `toml:"source" unset:"not given" doc:"where the numbers come from"`
	Track            Text      `toml:"track" enum:"track" default:"official" doc:"official, or unofficial (track two)"`
	Enter            Month     `toml:"enter" unset:"start" doc:"first month present"`
	Exit             Month     `toml:"exit" unset:"present to the end" doc:"last month present"`
	Interest         Coded     `toml:"interest" range:"-1..1" unit:"scale" scale:"interest" unset:"from consensus and bias" doc:"interest in a negotiated settlement soon"`
	Bias             Coded     `toml:"bias" range:"-1..1" unit:"scale" default:"0" scale:"bias" doc:"leaning: + towards the party with side 1"`
	Outline          Coded     `toml:"outline" range:"-1..1" unit:"scale" scale:"outline" unset:"from consensus and bias" doc:"the settlement it favours, on the axis of bias"`
	Resolve          Coded     `toml:"resolve" range:"0..1" unit:"scale" default:"0.5" scale:"resolve" doc:"would it use its leverage for a settlement; inner unity"`
	Leverage         []*Coded  `toml:"leverage" key:"party" range:"0..1" unit:"scale" scale:"leverage" default:"0.25" doc:"what it can add to or take from the party's ability to fight or govern"`
	Consent          []*Coded  `toml:"consent" key:"party" range:"0..1" unit:"scale" scale:"consent" default:"0.5" doc:"how far the party admits it as a third party"`
	AcceptanceAsLead Coded     `toml:"acceptance_as_lead" range:"0..1" unit:"scale" scale:"acceptance_as_lead" unset:"from outlines and consent" doc:"how far the other third parties would let it coordinate them"`
	Autonomy         Coded     `toml:"autonomy" range:"0..1" unit:"scale" default:"0.3" scale:"autonomy" doc:"how little it lets others plan for it"`
	Capacity         Coded     `toml:"capacity" range:"1..3" unit:"acts a month" default:"1" scale:"capacity" doc:"acts it can sustain"`
	PatronOf         Words     `toml:"patron_of" ref:"party" unset:"nobody" doc:"parties whose war it supports"`
	Strategy         Text      `toml:"strategy" enum:"mediator strategy" default:"interest" doc:"its behaviour"`
	Settings         []*Number `toml:"settings" key:"setting" strategies:"mediator strategy" unset:"as its strategy says" doc:"a setting of its strategy: parley list strategies has names, ranges and defaults"`
	Roles            []*Coded  `toml:"roles" key:"role" range:"0..1" unit:"scale" scale:"capability" unset:"0, or the profile of its track where no role is given" doc:"capability for the role: 0 no mandate, means or access; 1 plainly equipped"`
}

// LinkFrom is the links of a mediator.
type LinkFrom struct {
	Item
	Source Text     `toml:"source" unset:"not given" doc:"where the numbers come from"`
	To     []*Coded `toml:"*" key:"mediator" range:"0..1" unit:"scale" scale:"link" doc:"strength of the link between the two"`
}

// Shock is a dated event from outside.
type Shock struct {
	Item
	Name          Text         `toml:"name" unset:"its id" doc:"name in reports"`
	Source        Text         `toml:"source" unset:"not given" doc:"where it is recorded"`
	Start         Month        `toml:"start" required:"true" doc:"first month"`
	End           Month        `toml:"end" unset:"its start" doc:"last month"`
	Pressure      []*Number    `toml:"pressure" key:"party" range:"-2..2" unit:"points" unset:"0" doc:"pressure on the party towards (+) or away from (-) a settlement; a point is 0.05 of value, and wears off after end"`
	Violence      Number       `toml:"violence" range:"-2..2" unit:"points" default:"0" doc:"change of the intensity of all fighting, with it battles and what a month of war costs; a point is half a step of intensity, and wears off after end"`
	Interest      []*Number    `toml:"interest" key:"mediator" range:"-2..2" unit:"scale" unset:"0" doc:"change of the mediator's interest, for good, as all that follows"`
	Bias          []*Number    `toml:"bias" key:"mediator" range:"-2..2" unit:"scale" unset:"0" doc:"change of its bias"`
	Outline       []*Number    `toml:"outline" key:"mediator" range:"-2..2" unit:"scale" unset:"0" doc:"change of the settlement it favours"`
	Resolve       []*Number    `toml:"resolve" key:"mediator" range:"-1..1" unit:"scale" unset:"0" doc:"change of its resolve"`
	Autonomy      []*Number    `toml:"autonomy" key:"mediator" range:"-1..1" unit:"scale" unset:"0" doc:"change of its autonomy"`
	Acceptance    []*Number    `toml:"acceptance_as_lead" key:"mediator" range:"-1..1" unit:"scale" unset:"0" doc:"change of how far the others would let it lead"`
	Leverage      []*changeFor `toml:"leverage" key:"mediator" doc:"change of its leverage over parties"`
	Consent       []*changeFor `toml:"consent" key:"mediator" doc:"change of parties' consent to it"`
	Cohesion      []*Number    `toml:"cohesion" key:"party" range:"-1..1" unit:"scale" unset:"0" doc:"change of the party's cohesion"`
	Skill         []*Number    `toml:"skill" key:"party" range:"-1..1" unit:"scale" unset:"0" doc:"change of its skill"`
	Trust         []*Number    `toml:"trust" key:"party" range:"-1..1" unit:"chance" unset:"0" doc:"change of its trust; the evidence behind it stays as much"`
	WarSupport    []*Number    `toml:"war_support" key:"party" range:"-1..1" unit:"share" unset:"0" doc:"change of its support from abroad"`
	StrengthShare []*Number    `toml:"strength_share" key:"party" range:"-1..1" unit:"share" unset:"0" doc:"change of its strength, and of the odds of its fronts that are not coded"`
	Optimism      []*Number    `toml:"optimism" key:"party" range:"-1..1" unit:"value" unset:"0" doc:"change of what it believes the war is worth"`
	StatusQuo     []*Number    `toml:"status_quo" key:"party" range:"-1..1" unit:"value" unset:"0" doc:"change of what no settlement is worth to a party on no front"`
}

// changeFor is a change of a mediator's numbers, by party.
type changeFor struct {
	Item
	By []*Number `toml:"*" key:"party" range:"-1..1" unit:"scale" unset:"0" doc:"change of what it has with the party"`
}

// Act is what a scripted mediator does.
type Act struct {
	Item
	Source     Text   `toml:"source" unset:"not given" doc:"where it is recorded"`
	Confidence Text   `toml:"confidence" enum:"confidence" unset:"not given" doc:"how sure the record is"`
	Mediator   Text   `toml:"mediator" ref:"mediator" required:"true" doc:"who acts; its strategy is scripted"`
	Role       Text   `toml:"role" enum:"role" required:"true" doc:"in which role"`
	Party      Text   `toml:"party" ref:"party" unset:"everyone" doc:"whom it is aimed at"`
	Issue      Text   `toml:"issue" ref:"issue" unset:"none in particular" doc:"what it is about"`
	Effort     Number `toml:"effort" range:"0..1" unit:"share" default:"1" doc:"share of what the mediator can do"`
	Start      Month  `toml:"start" required:"true" doc:"first month"`
	End        Month  `toml:"end" unset:"its start" doc:"last month"`
}

// Experiment says how parley sweep varies the scenario: factors as "path=low:high:count" or
// "path=a,b,c", how the points are laid out, and what is played at each.
type Experiment struct {
	Source    Text    `toml:"source" unset:"not given" doc:"why it is varied so"`
	Vary      Words   `toml:"vary" unset:"nothing" example:"[\"coordination.acceptance=0:1:11\"]" doc:"factors: path=low:high:count, or path=a,b,c"`
	Design    Text    `toml:"design" enum:"design" unset:"grid" doc:"how points are laid out"`
	Table     Text    `toml:"table" unset:"none" doc:"CSV file with the points of the design table, relative to where parley runs"`
	Points    Whole   `toml:"points" range:"1..1000000000" unit:"points" unset:"as the design gives" doc:"how many points a random, lhs or sobol design has"`
	Reps      Whole   `toml:"reps" range:"1..100000000" unit:"histories" unset:"as --reps" doc:"histories of each arm at each point"`
	Seed      Whole   `toml:"seed" range:"0..2147483647" unset:"as --seed" doc:"root of all random streams"`
	Compare   Boolean `toml:"compare" unset:"false" doc:"play the regimes side by side at each point"`
	Regimes   Words   `toml:"regimes" enum:"regime" unset:"all, if compared" doc:"the regimes to compare"`
	Histories Boolean `toml:"histories" unset:"false" doc:"keep a row for every history"`
}

// Given says whether there is such a table.
func (e *Experiment) Given() bool {
	for v := range each[Value](Format().ByName["experiment"].Table, e) {
		if v.Base().Given() {
			return true
		}
	}
	return false
}

// Calibration says how parley calibrate fits the scenario to its record.
type Calibration struct {
	Source    Text  `toml:"source" unset:"not given" doc:"why it is fitted so"`
	Summaries Words `toml:"summaries" unset:"the usual ones" example:"[\"talks\", \"ceasefire.first\"]" doc:"what of the record is fitted: summaries, families or groups, as parley record names them"`
	Particles Whole `toml:"particles" range:"50..100000" unit:"particles" unset:"as --particles" doc:"particles of a generation"`
	Until     Month `toml:"until" unset:"the last that is simulated" doc:"last month of the record that is used"`
}
