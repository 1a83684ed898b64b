// Package fault tells users what is wrong with a file that they wrote: where, which
// value, what is allowed and which name is nearest.
//
//  1. A Collector gathers faults while a file is read, so that all are told at once.
//  2. Each is added with its Origin: file, line, and the bytes of the key or cell.
//  3. Collector.Err sorts them and makes the error, a *List, that commands print with the
//     line and a mark under what is wrong.
//
// A Sheet is CSV whose every cell has such an origin; records and posteriors are read
// with it. Scenarios are TOML and have their own reader.
package fault
