package fit

import (
	"bytes"
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"

	"parley/cmd/internal/cli"
	"parley/results/studies"
	"parley/scenarios/fault"
	"parley/scenarios/posterior"
	"parley/sim/infer/calibrate"
)

// poolFits joins the results of calibrations into one.
func poolFits(a *cli.App, out string, dirs []string) error {
	if len(dirs) < 2 {
		return cli.BadInputf("parley calibrate: --pool = %s: want two folders or more", strings.Join(dirs, ","))
	}
	var reports []*calibrate.Report
	var samples []*posterior.Posterior
	for _, dir := range dirs {
		path := filepath.Join(dir, calibrationJSON)
		text, err := fault.ReadFile(path, fault.MostTable)
		if err != nil {
			return cli.BadInputf("parley: --pool: %s: %w; want the folder of a calibration that has ended", path, err)
		}
		var r calibrate.Report
		if err := json.Unmarshal(text, &r); err != nil {
			return cli.BadInputf("parley: --pool: %s in %s is damaged: %w", calibrationJSON, dir, err)
		}
		p, err := readPosterior(filepath.Join(dir, cli.PosteriorFile))
		if err != nil {
			return err
		}
		reports, samples = append(reports, &r), append(samples, p)
	}
	sample, pool, err := calibrate.PoolFits(reports, samples)
	if err != nil {
		return cli.BadInputf("parley: --pool: %w", err)
	}
	if err := cli.NewFolder(out); err != nil {
		return err
	}
	var b bytes.Buffer
	document, err := cli.Indented(pool)
	if err := errors.Join(err, sample.WriteCSV(&b)); err != nil {
		return err
	}
	shown := "Made by parley calibrate --pool " + strings.Join(dirs, ",") + " --out " + out + "\n\n" + studies.Pool(pool)
	err = cli.WriteFiles(out, [2]string{cli.PosteriorFile, b.String()}, [2]string{calibrationJSON, document}, [2]string{calibrationText, shown})
	if err != nil {
		return err
	}
	return a.Text(shown)
}
