package main

import (
	"context"

	"github.com/spf13/cobra"
)

var crossFlagNames = []string{}

type crossFlags struct{}

func (f *crossFlags) add(c *cobra.Command) {}

func (a *app) cross(ctx context.Context, f *sweepFlags, x *crossFlags) error { return nil }
