package observe

// Summaries of any chronicle of the same war and window.
func (o *Observer) Summaries(c *Chronicle) Summaries {
	list := o.blank()
	o.fill(list, c)
	return list
}
