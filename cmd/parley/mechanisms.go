package main

import "parley/results"

func (f *sweepFlags) mechanismsExperiment() (*results.Experiment, *question, error) {
	return nil, nil, nil
}
