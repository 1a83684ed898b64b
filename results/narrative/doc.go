// Package narrative tells one history: as text for a reader who knows mediation and not
// the model (Chronicle), and as plain data (Trace).
//
// From events to a text:
//
//  1. The engine leaves a list of sim.Event for each month. A month in which something
//     began, ended or was signed is told by itself; months between are told together.
//  2. For each event there is a sentence in sentences.tmpl, under the name that its kind
//     has in JSON; what several events make together (battles, concessions, who acted)
//     is counted first and has a sentence of its own.
//  3. The sentences of a month make two paragraphs: what came from outside and who acted,
//     then what came of it. chronicle.tmpl sets them, and sums the history up.
//
// A new kind of event is a sentence, and a place in the order that is in teller.month.
package narrative
