// Package form is what a scenario file may hold. Document has a field for every key, whose
// tags say all there is to say of it alone: name, type, range, unit, default, meaning.
//
//  1. Format compiles the tags into a Schema, once.
//  2. Bind fills a document from a tree and reports what is unknown, missing, of another
//     type or out of range.
//  3. Override and Merge lay one tree over another, as --set and extends want it.
//  4. Keys, Reference and JSONSchema tell the same to people and editors, and Offers
//     completes what is typed.
//
// A new key is one field, and its use. A Leaf is a value that knows its place, whether it
// was given, and how it came about; an Item is an entry of a table whose keys name things.
package form
