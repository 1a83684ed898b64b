// Package why says why a war went as it did, as far as a model can.
//
// Two questions, of the same histories:
//
//  1. Where do two histories part, and what follows? narrative.Part tells one pair, by
//     default the first history that ends otherwise under two arms (Choose). Both have
//     their luck in common, so what parts them is the arm.
//  2. What goes before a settlement? A Course is what is known of a history month by
//     month. Contrasts sets the months before each settlement against the same months of
//     histories that never settled and were still at war: matched on the month, so that
//     what merely grows with time does not show.
//
// The second conditions on what came of it: histories that settle were others from the
// start, and third parties act where they are needed. It ranks signs, not causes. What an
// arm causes is the difference of the shares that settle.
package why
