// Package record is what is known of a war that happened, coded by the rules of
// docs/scenarios.md: a folder of CSV files, one for each kind of row.
//
// Load reads a folder strictly for a scenario, which says which third parties and issues
// there are; Shipped reads the record built in. Every row knows its source and how sure it
// is (Evidence). A file that is not there leaves its rows unknown (Record.Has), and rows
// about what the war lacks are among the others and in Record.Absent.
package record
