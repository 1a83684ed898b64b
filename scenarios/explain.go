package scenarios

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"
)

var (
	bareMonth = regexp.MustCompile(`=\s*\d{4}-\d{2}(-\d{2})?\s*(#.*)?$`)
	bareWord  = regexp.MustCompile(`=\s*\pL`)
	oddQuote  = regexp.MustCompile(`=\s*[“”‘’«»„]`)
	yesOrNo   = regexp.MustCompile(`(?i)=\s*(true|false|yes|no|on|off|maybe)\s*(#.*)?$`)
	percent   = regexp.MustCompile(`=\s*[0-9.]+\s*%`)
	commaPart = regexp.MustCompile(`=\s*-?\d+,\d+\s*(#.*)?$`)
	colonPair = regexp.MustCompile(`^\s*[A-Za-z0-9_.-]+\s*:`)
)

// explainSyntax says in plain words what TOML wants where a parse failed, for
// the mistakes that people make who never saw it.
func explainSyntax(pe *toml.ParseError, line string, column int) string {
	switch {
	case already.MatchString(pe.Message):
		return "defined twice: want each key and each table once"
	case strings.Contains(pe.Message, "out of range"):
		return "the number is too large to be read"
	}
	return fmt.Sprintf("not TOML (column %d): %s", max(1, column), advice(pe.Message, line))
}

func advice(message, line string) string {
	switch {
	case bareMonth.MatchString(line):
		return `want quotes around a month, as in start = "1993-01"`
	case yesOrNo.MatchString(line):
		return "want true or false in small letters"
	case percent.MatchString(line):
		return shareAsDecimal
	case oddQuote.MatchString(line):
		return `want straight quotes around text, as in name = "Government"`
	case commaPart.MatchString(line):
		return decimalPoint
	case wantsDigits(message):
		return digitsBothSides
	case colonPair.MatchString(line) && strings.Contains(message, "got ':'"):
		return "want key = value, with an equals sign"
	case strings.Contains(message, "expected value but found") && bareWord.MatchString(line):
		return `want quotes around text, as in name = "Government"`
	case strings.Contains(message, "top-level item to end"):
		return "want one value, and nothing after it on the line"
	case strings.Contains(message, "newlines") && strings.Contains(message, "strings"):
		return "the text is not closed: want a quote at its end, on the same line"
	case strings.Contains(message, "end table name"):
		return "want ] at the end of a table's name, as in [party.government]"
	case strings.Contains(message, "expected '.' or '='"):
		return "want key = value, or the name of a table in brackets"
	}
	return plain(message)
}

const (
	decimalPoint    = "want a point in a decimal number, as in 0.5"
	digitsBothSides = "want digits on both sides of the point, as in 0.5"
	shareAsDecimal  = "want a share as a decimal number, as in 0.5"
)

func wantsDigits(message string) bool {
	return strings.Contains(message, "floats must start") || strings.Contains(message, "must be followed by one or more digits")
}

// plain makes the decoder's message a clause.
func plain(message string) string {
	message = strings.TrimSuffix(message, ".")
	message = strings.ReplaceAll(message, "\n", `\n`)
	if message == "" {
		return "cannot be read"
	}
	if strings.HasPrefix(message, "TOML") {
		return message
	}
	return strings.ToLower(message[:1]) + message[1:]
}
