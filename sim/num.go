package sim

import "math"

// The functions of this file give the same bits on every machine: only + - * /
// and square roots, and each product that may feed a sum, here or in a caller,
// is rounded by a conversion first: Go may fuse x*y+z where a machine can, even
// across statements and inlined calls.

// exp returns e^x within about one unit in the last place.
//
// x = (32m+j) ln2/32 + r with |r| <= ln2/64, so e^x = 2^m 2^(j/32) e^r.
func exp(x float64) float64 {
	if !(x >= -746 && x <= 709.8) {
		switch {
		case x > 0:
			return math.Inf(1)
		case x < 0:
			return 0
		}
		return x
	}
	const (
		perLn2 = 0x1.71547652b82fep5   // 32/ln2
		high   = 0x1.62e42fef8p-6      // ln2/32 in 34 bits: its products with k are exact
		low    = 0x1.1cf79abc9e3b4p-41 // the rest of ln2/32
		shift  = 3 << 51               // adding it rounds to an integer, held in the low bits
	)
	shifted := float64(x*perLn2) + shift
	k := shifted - shift
	n := int32(uint32(math.Float64bits(shifted)))
	r := x - float64(k*high) - float64(k*low)
	r2 := r * r
	tail := 1.0/24 + float64(r*(1.0/120)) + float64(r2*(1.0/720))
	p := r + float64(r2*(0.5+float64(r*(1.0/6))+float64(r2*tail)))
	t := twoTo[n&31]
	y, m := t+float64(t*p), n>>5
	switch {
	case m > 1020:
		return float64(scale(y, m-100) * 0x1p100)
	case m < -1020:
		return float64(scale(y, m+100) * 0x1p-100)
	}
	return scale(y, m)
}

// scale returns y 2^m for a normal y, where that is one too.
func scale(y float64, m int32) float64 {
	return math.Float64frombits(math.Float64bits(y) + uint64(int64(m))<<52)
}

// ln returns the natural logarithm within about two units in the last place:
// -Inf of 0, NaN of negative numbers.
//
// x = 2^k z with z in [11/16, 11/8), and with c the multiple of 1/64 nearest to
// z, ln x = k ln2 + ln c + ln(1 + (z-c)/c). Around 1 both k and ln c are 0.
func ln(x float64) float64 {
	k := 0.0
	if !(x >= 0x1p-1022 && x <= math.MaxFloat64) {
		switch {
		case x == 0:
			return math.Inf(-1)
		case x < 0:
			return math.NaN()
		case !(x < 1):
			return x
		}
		x, k = x*0x1p54, -54
	}
	const (
		least = 0x3fe6000000000000     // bits of 11/16
		high  = 0x1.62e42fefa4p-1      // ln2 in 40 bits
		low   = -0x1.8432a1b0e2634p-43 // the rest of ln2
		shift = 3 << 45                // adding it rounds to a multiple of 1/64
	)
	above := math.Float64bits(x) - least
	k += float64(int64(above) >> 52)
	z := math.Float64frombits(above&(1<<52-1) + least)
	shifted := z + shift
	c := &logOf[(math.Float64bits(shifted)-44)&63]
	r := float64((z - (shifted - shift)) * c.inverse)
	r2 := r * r
	upper := float64(r*(1.0/7)) - 1.0/6 - float64(r2*(1.0/8))
	middle := float64(r*(1.0/5)) - 1.0/4
	p := float64(r*(1.0/3)) - 0.5 + float64(r2*(middle+float64(r2*upper)))
	return float64(k*high) + c.ln + (r + (float64(k*low) + float64(r2*p)))
}

// logistic returns 1/(1+e^-x): 0 at -Inf, 1 at +Inf.
func logistic(x float64) float64 {
	if x < 0 {
		e := exp(x)
		return e / (1 + e)
	}
	return 1 / (1 + exp(-x))
}

// powi returns x^n for n >= 0, by squaring.
func powi(x float64, n int) float64 {
	y := 1.0
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			y = float64(y * x)
		}
		x *= x
	}
	return y
}

// normalQuantile returns the standard normal deviate with chance u below it,
// u in (0,1), to a relative 1e-15 or so: Wichura's PPND16 (algorithm AS 241,
// Applied Statistics 37, 1988).
func normalQuantile(u float64) float64 {
	q := u - 0.5
	if math.Abs(q) <= 0.425 {
		r := 0.180625 - float64(q*q)
		return float64(q * ratio(r, &quantileCentre))
	}
	r := u
	if q > 0 {
		r = 1 - u
	}
	r = math.Sqrt(-ln(r))
	if r <= 5 {
		r = ratio(r-1.6, &quantileTail)
	} else {
		r = ratio(r-5, &quantileFar)
	}
	if q < 0 {
		return -r
	}
	return r
}

// ratio is a quotient of two polynomials of degree seven, coefficients from the
// constant up.
func ratio(r float64, c *[2][8]float64) float64 { return seventh(r, &c[0]) / seventh(r, &c[1]) }

// seventh pairs neighbouring terms, so that they need not wait for each other.
func seventh(r float64, c *[8]float64) float64 {
	r2 := r * r
	a := c[0] + float64(r*c[1]) + float64(r2*(c[2]+float64(r*c[3])))
	b := c[4] + float64(r*c[5]) + float64(r2*(c[6]+float64(r*c[7])))
	return a + float64(r2*r2*b)
}

// twoTo holds 2^(j/32).
var twoTo = [32]float64{
	0x1p0, 0x1.059b0d3158574p0, 0x1.0b5586cf9890fp0, 0x1.11301d0125b51p0,
	0x1.172b83c7d517bp0, 0x1.1d4873168b9aap0, 0x1.2387a6e756238p0, 0x1.29e9df51fdee1p0,
	0x1.306fe0a31b715p0, 0x1.371a7373aa9cbp0, 0x1.3dea64c123422p0, 0x1.44e086061892dp0,
	0x1.4bfdad5362a27p0, 0x1.5342b569d4f82p0, 0x1.5ab07dd485429p0, 0x1.6247eb03a5585p0,
	0x1.6a09e667f3bcdp0, 0x1.71f75e8ec5f74p0, 0x1.7a11473eb0187p0, 0x1.82589994cce13p0,
	0x1.8ace5422aa0dbp0, 0x1.93737b0cdc5e5p0, 0x1.9c49182a3f09p0, 0x1.a5503b23e255dp0,
	0x1.ae89f995ad3adp0, 0x1.b7f76f2fb5e47p0, 0x1.c199bdd85529cp0, 0x1.cb720dcef9069p0,
	0x1.d5818dcfba487p0, 0x1.dfc97337b9b5fp0, 0x1.ea4afa2a490dap0, 0x1.f50765b6e454p0,
}

// logOf holds 1/c and ln c for c = 44/64, 45/64, ..., 88/64, padded to a power
// of two so that no index needs a check.
var logOf = [64]struct{ inverse, ln float64 }{
	{0x1.745d1745d1746p0, -0x1.7fafa3bd8151cp-2}, {0x1.6c16c16c16c17p0, -0x1.68ac83e9c6a14p-2},
	{0x1.642c8590b2164p0, -0x1.522ae0738a3d8p-2}, {0x1.5c9882b931057p0, -0x1.3c25277333184p-2},
	{0x1.5555555555555p0, -0x1.269621134db92p-2}, {0x1.4e5e0a72f0539p0, -0x1.1178e8227e47cp-2},
	{0x1.47ae147ae147bp0, -0x1.f991c6cb3b379p-3}, {0x1.4141414141414p0, -0x1.d1037f2655e7bp-3},
	{0x1.3b13b13b13b14p0, -0x1.a93ed3c8ad9e3p-3}, {0x1.3521cfb2b78c1p0, -0x1.823c16551a3c2p-3},
	{0x1.2f684bda12f68p0, -0x1.5bf406b543db2p-3}, {0x1.29e4129e4129ep0, -0x1.365fcb0159016p-3},
	{0x1.2492492492492p0, -0x1.1178e8227e47cp-3}, {0x1.1f7047dc11f7p0, -0x1.da727638446a2p-4},
	{0x1.1a7b9611a7b96p0, -0x1.9335e5d594989p-4}, {0x1.15b1e5f75270dp0, -0x1.4d3115d207eacp-4},
	{0x1.1111111111111p0, -0x1.08598b59e3a07p-4}, {0x1.0c9714fbcda3bp0, -0x1.894aa149fb343p-5},
	{0x1.0842108421084p0, -0x1.0415d89e74444p-5}, {0x1.041041041041p0, -0x1.0205658935847p-6},
	{0x1p0, 0}, {0x1.f81f81f81f82p-1, 0x1.fc0a8b0fc03e4p-7},
	{0x1.f07c1f07c1f08p-1, 0x1.f829b0e7833p-6}, {0x1.e9131abf0b767p-1, 0x1.77458f632dcfcp-5},
	{0x1.e1e1e1e1e1e1ep-1, 0x1.f0a30c01162a6p-5}, {0x1.dae6076b981dbp-1, 0x1.341d7961bd1d1p-4},
	{0x1.d41d41d41d41dp-1, 0x1.6f0d28ae56b4cp-4}, {0x1.cd85689039b0bp-1, 0x1.a926d3a4ad563p-4},
	{0x1.c71c71c71c71cp-1, 0x1.e27076e2af2e6p-4}, {0x1.c0e070381c0ep-1, 0x1.0d77e7cd08e59p-3},
	{0x1.bacf914c1badp-1, 0x1.29552f81ff523p-3}, {0x1.b4e81b4e81b4fp-1, 0x1.44d2b6ccb7d1ep-3},
	{0x1.af286bca1af28p-1, 0x1.5ff3070a793d4p-3}, {0x1.a98ef606a63bep-1, 0x1.7ab890210d909p-3},
	{0x1.a41a41a41a41ap-1, 0x1.9525a9cf456b4p-3}, {0x1.9ec8e951033d9p-1, 0x1.af3c94e80bff3p-3},
	{0x1.999999999999ap-1, 0x1.c8ff7c79a9a22p-3}, {0x1.948b0fcd6e9ep-1, 0x1.e27076e2af2e6p-3},
	{0x1.8f9c18f9c18fap-1, 0x1.fb9186d5e3e2bp-3}, {0x1.8acb90f6bf3aap-1, 0x1.0a324e27390e3p-2},
	{0x1.8618618618618p-1, 0x1.1675cababa60ep-2}, {0x1.8181818181818p-1, 0x1.22941fbcf7966p-2},
	{0x1.7d05f417d05f4p-1, 0x1.2e8e2bae11d31p-2}, {0x1.78a4c8178a4c8p-1, 0x1.3a64c556945eap-2},
	{0x1.745d1745d1746p-1, 0x1.4618bc21c5ec2p-2},
}

var (
	quantileCentre = [2][8]float64{
		{3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
			4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3},
		{1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
			2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3},
	}
	quantileTail = [2][8]float64{
		{1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
			1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4},
		{1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
			1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9},
	}
	quantileFar = [2][8]float64{
		{6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
			2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7},
		{1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
			7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15},
	}
)
