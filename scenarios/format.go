package scenarios

// The structs below describe the format once: the loader checks against their
// tags, and Keys and Entries are made from them. Defaults that depend on other
// keys are filled in by complete.go.

// item is an entry of a keyed table.
type item struct {
	ID   string
	path string
	from *node // nil if it was filled in
	bad  bool
}

type (
	codedOf struct {
		item
		Value coded
	}
	numberOf struct {
		item
		Value number
	}
	parameterOf struct {
		item
		Value parameter
	}
	booleanOf struct {
		item
		Value boolean
	}
)

type document struct {
	// Some parties or issues are reported already, so that their number means
	// nothing.
	partiesLost, issuesLost bool

	Format         whole     `toml:"format" required:"true" range:"1..1" doc:"version of this format"`
	Title          text      `toml:"title" unset:"the scenario's name" doc:"heading of reports"`
	Extends        text      `toml:"extends" unset:"nothing" doc:"shipped scenario, or path relative to this file, whose keys hold where this file does not say otherwise"`
	Source         text      `toml:"source" unset:"not given" doc:"where the numbers come from; allowed in every table"`
	Start          month     `toml:"start" required:"true" doc:"time zero: the first month of the simulation"`
	Months         whole     `toml:"months" range:"1..600" default:"60" unit:"months" doc:"horizon: how long the war is followed"`
	Implementation whole     `toml:"implementation" range:"0..240" default:"60" unit:"months" doc:"how long a signed settlement is followed"`
	Model          model     `toml:"model" doc:"rules of the model"`
	Structure      structure `toml:"structure" doc:"what nobody knows about how such wars work, drawn once per replication, the same under every regime; a level fixes a switch, a list weighs its levels"`
	Coding         coding    `toml:"coding" doc:"how coders' numbers are read"`

	Coordination coordination `toml:"coordination" doc:"who coordinates third parties, and how"`
	Parameters   parameters   `toml:"parameters" doc:"global parameters, the same for every case"`
	Roles        roleSwitches `toml:"roles" doc:"roles switched on or off for everybody"`
	Experiment   experiment   `toml:"experiment" doc:"how parley sweep varies the scenario, where the command line does not say otherwise"`

	Calibration calibration `toml:"calibration" doc:"how parley calibrate fits the scenario to its record, where the command line does not say otherwise"`

	Party    []party    `toml:"party" define:"party" doc:"a side of the war, or a party on no front"`
	Front    []front    `toml:"front" define:"front" doc:"a pair of parties at war; default: one between the only two"`
	Issue    []issue    `toml:"issue" define:"issue" doc:"something the parties must agree on"`
	Mediator []mediator `toml:"mediator" define:"mediator" doc:"a third party"`
	Link     []linkFrom `toml:"link" key:"mediator" doc:"standing pairs of third parties who can agree when to push"`
	Shock    []shock    `toml:"shock" define:"shock" doc:"a dated event from outside what is simulated"`
	Act      []act      `toml:"act" define:"act" doc:"a dated act of a mediator whose strategy is scripted"`
}

type model struct {
	Source       text  `toml:"source" unset:"not given" doc:"where the choice comes from"`
	Fallback     text  `toml:"fallback" enum:"fallback" default:"held" doc:"what a war that ends otherwise pays each side: what it holds, or nothing"`
	ThirdParties whole `toml:"third_parties" range:"1..128" unit:"third parties" unset:"all" doc:"how many take part, the lead among them; each replication draws who, and more keep those of fewer"`
}

type coding struct {
	Source  text       `toml:"source" unset:"not given" doc:"where the margins come from"`
	Margin  number     `toml:"margin" range:"0..1" default:"0.1" unit:"of a scale from 0 to 1" doc:"how far the range between coders is widened on both sides"`
	Margins []numberOf `toml:"margins" key:"scale" range:"0..10" unit:"in units of the scale" unset:"coding.margin" doc:"the same for one scale"`

	Coder      text  `toml:"coder" enum:"coder" default:"both" doc:"whose numbers count where coders give one each: both, the first (a) or the second (b)"`
	Capability text  `toml:"capability" enum:"capability" default:"coded" doc:"capabilities of third parties: as coded, or for each role the mean over all of them for everybody"`
	Shuffle    whole `toml:"shuffle" range:"0..1000000" default:"0" doc:"third parties exchange their codings by the permutation of this number; 0: none"`
}

type coordination struct {
	Source         text   `toml:"source" unset:"not given" doc:"where the choice comes from"`
	Regime         text   `toml:"regime" enum:"regime" default:"networked" doc:"how third parties relate to each other"`
	Lead           text   `toml:"lead" ref:"mediator" unset:"nobody" doc:"who coordinates; needed by the regimes lead, lead-only and placebo"`
	From           month  `toml:"from" unset:"start, or when the lead enters" doc:"first month in which the lead coordinates, once it is there"`
	Acceptance     number `toml:"acceptance" range:"0..1" unit:"share" unset:"as coded for the lead" doc:"how far the others accept the lead, in place of what is coded"`
	Consensus      number `toml:"consensus" range:"0..1" unit:"share" unset:"as coded" doc:"agreement of third parties; coded differences of interest and outline are rescaled to it"`
	ConsensusCoded coded  `toml:"consensus_coded" range:"0..1" unit:"share" default:"0.5" scale:"consensus_coded" doc:"the coders' figure for that agreement at time zero"`
	Mechanisms     words  `toml:"mechanisms" enum:"mechanism" unset:"all" doc:"what the lead does for those who comply"`
	Costs          words  `toml:"costs" enum:"cost" unset:"all" doc:"what coordination takes away"`
}

type parameters struct {
	Source text          `toml:"source" unset:"not given" doc:"where the values come from"`
	Mode   text          `toml:"mode" enum:"mode" default:"prior" doc:"draw the parameters that are not set from their priors, or together from a posterior, or take the priors' medians; where it is not given and a posterior is shipped, posterior"`
	Each   []parameterOf `toml:"*" key:"parameter" doc:"fixes a global parameter, or bounds its prior"`
}

type roleSwitches struct {
	Source text        `toml:"source" unset:"not given" doc:"where the choice comes from"`
	Switch []booleanOf `toml:"*" key:"role" default:"true" doc:"false: nobody plays this role"`
}

type party struct {
	item
	Name          text       `toml:"name" unset:"its id" doc:"name in reports"`
	Source        text       `toml:"source" unset:"not given" doc:"where the numbers come from"`
	Side          whole      `toml:"side" range:"-1..1" unset:"1 for the first party, -1 for the second, 0 after" doc:"end of the bias axis on which it stands"`
	Essential     boolean    `toml:"essential" default:"true" doc:"its signature is needed for a settlement"`
	StrengthShare coded      `toml:"strength_share" range:"(0..1)" unit:"share" scale:"strength_share" unset:"an equal part of the rest of 1" doc:"share of military strength; sides without one share the rest"`
	Optimism      coded      `toml:"optimism" range:"(0..1)" unit:"chance" default:"0.5" scale:"optimism" doc:"what it believes the war is worth to it before its cost: victory, and if the war ends otherwise what it will then hold"`
	Cohesion      coded      `toml:"cohesion" range:"0..1" default:"0.5" scale:"cohesion" unit:"scale" doc:"valid spokesperson, control of fighters"`
	Skill         coded      `toml:"skill" range:"0..1" default:"0.5" scale:"skill" unit:"scale" doc:"negotiating experience"`
	Trust         coded      `toml:"trust" range:"0..1" default:"0.25" scale:"trust" unit:"chance" doc:"belief that the other side would keep an agreement"`
	WarSupport    coded      `toml:"war_support" range:"0..1" default:"0" scale:"war_support" unit:"share" doc:"share of its capacity that comes from abroad"`
	StatusQuo     coded      `toml:"status_quo" range:"0..1" default:"0" scale:"status_quo" unit:"value" doc:"what no settlement is worth to a party on no front"`
	Strategy      text       `toml:"strategy" enum:"party strategy" unset:"as structure.parties says" doc:"its behaviour"`
	Settings      []numberOf `toml:"settings" key:"setting" unset:"as its strategy says" doc:"a setting of its strategy: parley list strategies has names, ranges and defaults"`
	Faction       []faction  `toml:"faction" define:"faction" doc:"a part of the party with its own fighters"`
}

type faction struct {
	item
	Name   text   `toml:"name" unset:"its id" doc:"name in reports"`
	Source text   `toml:"source" unset:"not given" doc:"where the number comes from"`
	Share  number `toml:"share" range:"0..1" required:"true" unit:"share" doc:"share of the party's strength"`
}

type front struct {
	item
	Source    text  `toml:"source" unset:"not given" doc:"where the numbers come from"`
	First     text  `toml:"first" ref:"party" unset:"the first of only two parties" doc:"a party at war"`
	Second    text  `toml:"second" ref:"party" unset:"the second of only two parties" doc:"its adversary"`
	Forts     whole `toml:"forts" range:"2..200" default:"20" unit:"forts" doc:"length of the war of attrition between them"`
	Held      coded `toml:"held" range:"(0..1)" unit:"share" default:"0.5" scale:"held" doc:"share of the forts that the first holds at the start"`
	Odds      coded `toml:"odds" range:"(0..1)" unit:"chance" unset:"from the parties' strength_share" scale:"odds" doc:"true chance of the first to win a battle"`
	Intensity coded `toml:"intensity" range:"0..4" unit:"0 to 4" default:"3" scale:"intensity" doc:"intensity of the fighting"`
}

type issue struct {
	item
	Name      text      `toml:"name" unset:"its id" doc:"name in reports"`
	Source    text      `toml:"source" unset:"not given" doc:"where the numbers come from"`
	Cluster   text      `toml:"cluster" unset:"none" doc:"issues of one cluster can be covered by one framework"`
	Essential boolean   `toml:"essential" default:"true" doc:"must be agreed, once it has come up, before a settlement can be signed"`
	Ceasefire boolean   `toml:"ceasefire" default:"false" doc:"is about the ceasefire itself: the first one signed at a meeting settles it"`
	Hard      boolean   `toml:"hard" default:"false" doc:"cannot be signed by delegations of low level"`
	From      month     `toml:"from" unset:"start" doc:"month in which it comes up"`
	Position  []codedOf `toml:"position" key:"party" range:"0..1" unit:"scale" scale:"position" unset:"0 for side 1, 1 for side -1, 0.5 for side 0" doc:"what the party declares at the start"`
	Ideal     []codedOf `toml:"ideal" key:"party" range:"0..1" unit:"scale" scale:"position" unset:"its position" doc:"what the party would like best"`
	Salience  []codedOf `toml:"salience" key:"party" range:"0.." unit:"relative" scale:"salience" unset:"1" doc:"how much the issue matters to the party, beside the others"`
}

type mediator struct {
	item
	from0, to0       int        // rounds present, inclusive; set by checkPresence
	Name             text       `toml:"name" unset:"its id" doc:"name in reports"`
	Source           text       `toml:"source" unset:"not given" doc:"where the numbers come from"`
	Track            text       `toml:"track" enum:"track" default:"official" doc:"official, or unofficial (track two)"`
	Enter            month      `toml:"enter" unset:"start" doc:"first month present"`
	Exit             month      `toml:"exit" unset:"present to the end" doc:"last month present"`
	Interest         coded      `toml:"interest" range:"-1..1" unit:"scale" scale:"interest" unset:"from consensus and bias" doc:"interest in a negotiated settlement soon"`
	Bias             coded      `toml:"bias" range:"-1..1" unit:"scale" default:"0" scale:"bias" doc:"leaning: + towards the party with side 1"`
	Outline          coded      `toml:"outline" range:"-1..1" unit:"scale" scale:"outline" unset:"from consensus and bias" doc:"the settlement it favours, on the axis of bias"`
	Resolve          coded      `toml:"resolve" range:"0..1" unit:"scale" default:"0.5" scale:"resolve" doc:"would it use its leverage for a settlement; inner unity"`
	Leverage         []codedOf  `toml:"leverage" key:"party" range:"0..1" unit:"scale" scale:"leverage" default:"0.25" doc:"what it can add to or take from the party's ability to fight or govern"`
	Consent          []codedOf  `toml:"consent" key:"party" range:"0..1" unit:"scale" scale:"consent" default:"0.5" doc:"how far the party admits it as a third party"`
	AcceptanceAsLead coded      `toml:"acceptance_as_lead" range:"0..1" unit:"scale" scale:"acceptance_as_lead" unset:"from outlines and consent" doc:"how far the other third parties would let it coordinate them"`
	Autonomy         coded      `toml:"autonomy" range:"0..1" unit:"scale" default:"0.3" scale:"autonomy" doc:"how little it lets others plan for it"`
	Capacity         coded      `toml:"capacity" range:"1..3" unit:"acts a month" default:"1" scale:"capacity" doc:"acts it can sustain"`
	PatronOf         words      `toml:"patron_of" ref:"party" unset:"nobody" doc:"parties whose war it supports"`
	Strategy         text       `toml:"strategy" enum:"mediator strategy" default:"interest" doc:"its behaviour"`
	Settings         []numberOf `toml:"settings" key:"setting" unset:"as its strategy says" doc:"a setting of its strategy: parley list strategies has names, ranges and defaults"`
	Roles            []codedOf  `toml:"roles" key:"role" range:"0..1" unit:"scale" scale:"capability" unset:"0, or the profile of its track where no role is given" doc:"capability for the role: 0 no mandate, means or access; 1 plainly equipped"`
}

type linkFrom struct {
	item
	Source text      `toml:"source" unset:"not given" doc:"where the numbers come from"`
	To     []codedOf `toml:"*" key:"mediator" range:"0..1" unit:"scale" scale:"link" doc:"strength of the link between the two"`
}

type shock struct {
	item
	Name     text       `toml:"name" unset:"its id" doc:"name in reports"`
	Source   text       `toml:"source" unset:"not given" doc:"where it is recorded"`
	Start    month      `toml:"start" required:"true" doc:"first month"`
	End      month      `toml:"end" unset:"its start" doc:"last month"`
	Pressure []numberOf `toml:"pressure" key:"party" range:"-2..2" unit:"record's scale" unset:"0" doc:"pressure on the party towards (+) or away from (-) a settlement"`
	Violence number     `toml:"violence" range:"-2..2" unit:"record's scale" default:"0" doc:"change of the fighting"`
	Interest []numberOf `toml:"interest" key:"mediator" range:"-2..2" unit:"scale" unset:"0" doc:"change of the mediator's interest"`
	Cohesion []numberOf `toml:"cohesion" key:"party" range:"-1..1" unit:"scale" unset:"0" doc:"change of the party's cohesion"`
}

type act struct {
	item
	Source     text   `toml:"source" unset:"not given" doc:"where it is recorded"`
	Confidence text   `toml:"confidence" enum:"confidence" unset:"not given" doc:"how sure the record is"`
	Mediator   text   `toml:"mediator" ref:"mediator" required:"true" doc:"who acts; its strategy is scripted"`
	Role       text   `toml:"role" enum:"role" required:"true" doc:"in which role"`
	Party      text   `toml:"party" ref:"party" unset:"everyone" doc:"whom it is aimed at"`
	Issue      text   `toml:"issue" ref:"issue" unset:"none in particular" doc:"what it is about"`
	Effort     number `toml:"effort" range:"0..1" unit:"share" default:"1" doc:"share of what the mediator can do"`
	Start      month  `toml:"start" required:"true" doc:"first month"`
	End        month  `toml:"end" unset:"its start" doc:"last month"`
}
