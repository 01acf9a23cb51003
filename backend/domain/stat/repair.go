package stat

// Reliability is what outages in a period say.
type Reliability struct {
	Up           float64 // the period less the outages
	Availability Number
	BetweenFails Value // time up for each failure, with the exact interval of their rate
	MeanRepair   Number
}

// Repairs looks at outages that are over, in the unit of the period.
func Repairs(period float64, outages []float64, ask Ask) (Reliability, error) {
	if err := checkExposure(period); err != nil {
		return Reliability{}, err
	}
	if err := checkValues(outages); err != nil {
		return Reliability{}, err
	}
	for _, o := range outages {
		if o < 0 {
			return Reliability{}, errNotPositive(o)
		}
	}
	down := sum(outages)
	if down >= period {
		return Reliability{}, errExposure(period - down)
	}
	r := Reliability{Up: period - down, Availability: Num((period - down) / period)}
	// The upper end of the rate is the lower end of the time between failures.
	turned := ask
	switch ask.Sides {
	case LowerOnly:
		turned.Sides = UpperOnly
	case UpperOnly:
		turned.Sides = LowerOnly
	}
	rate, err := Poisson(int64(len(outages)), r.Up, turned)
	if err != nil {
		return Reliability{}, err
	}
	r.BetweenFails = rate
	r.BetweenFails.Method = MethodMTBF
	r.BetweenFails.Estimate = over1(rate.Estimate)
	r.BetweenFails.Interval.Lower, r.BetweenFails.Interval.Upper = over1(rate.Interval.Upper), over1(rate.Interval.Lower)
	r.BetweenFails.Interval.Sides = ask.Sides
	if len(outages) > 0 {
		r.MeanRepair = Num(down / float64(len(outages)))
	}
	return r, nil
}

func over1(rate Number) Number {
	switch {
	case rate.Infinite() > 0:
		return Num(0)
	case !rate.Above(0):
		return Number{kind: plusInfinite}
	}
	return rate.apply(func(x float64) float64 { return 1 / x })
}
