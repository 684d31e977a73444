using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Glm;
using Gyrus.Glm.Diagnostics;
using Gyrus.Glm.Selection;
using Gyrus.Pipelines.EncodingModels;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>What a verb of <c>gyrus glm</c> prints.</summary>
internal static class GlmSummary
{
    private const int MostNeurons = 20;

    /// <summary>Prints the warnings and the summary, and says how the call ends.</summary>
    public static int Print(ParseResult call, CommonOptions common, string folder, EncodingResult result)
    {
        Warnings.Print(result.Warnings, call.InvocationConfiguration.Error);
        double[] gaps = [.. result.AllFits.Select(f => f.Convergence.Certificate)];
        var summary = new Summary()
            .Add("folder", folder)
            .Add("report", Path.Combine(folder, StudyOutput.ReportName))
            .Add("neurons", result.Neurons)
            .Add("bins", result.Recording.Bins)
            .Add(
                "used_bins",
                result.AllFits.Select(f => (double)f.Samples).DefaultIfEmpty(result.Data.Design.ValidSamples).Max()
            )
            .Add("columns", result.Data.Design.Columns)
            .Add("largest_gap", gaps.DefaultIfEmpty(double.NaN).Max())
            .Add("strengths", result.CrossValidations.Select(c => c.Strength))
            .Add("selected", SelectedOf(result))
            .Add("vanish", result.Vanish.Select(v => Invariant($"{v.Neuron} {v.Block} {v.Strength:g9}")))
            .Add("bits_per_spike", result.Scores.Select(s => s.BitsPerSpike))
            .Add("nested_scores", result.Nested.Select(n => n.Mean))
            .Add("shift_p_values", result.Comparisons.Where(HasShifts).Select(c => c.ShiftPValue))
            .Add("wrongly_stable_bounds", result.Stabilities.Select(s => s.MeinshausenBuhlmannBound))
            .Add("ks_distances", result.Diagnostics.Select(d => d.Rescaling?.Statistic ?? double.NaN))
            .Add("ks_bounds_95", result.Diagnostics.Select(d => d.Rescaling?.Bound95 ?? double.NaN))
            .Add("converged", result.Converged)
            .Add("warnings", result.Warnings);
        if (result.Data.Design.Passes > 0)
        {
            summary.Add("passes", result.Data.Design.Passes);
        }

        foreach (string line in Lines(result))
        {
            summary.Line(line);
        }

        if (gaps.Length > 0)
        {
            summary.Line(Invariant($"{gaps.Length} fits, largest relative gap {gaps.Max():0.0e+0}"));
        }

        summary
            .Took(result.Provenance)
            .Print(common, call.InvocationConfiguration.Output, $"Wrote the encoding models to {folder}");
        return result.Converged ? ExitCode.Done : ExitCode.NotConverged;
    }

    private static IEnumerable<string> SelectedOf(EncodingResult r) =>
        r.Comparisons.Count > 0 ? r.Comparisons.Select(c => string.Join(' ', c.Selected))
        : r.Stabilities.Count > 0 ? r.Stabilities.Select(c => string.Join(' ', c.Selected))
        : r.Fits.Select(f => string.Join(' ', f.Selected));

    private static IEnumerable<string> Lines(EncodingResult r)
    {
        yield return Invariant(
            $"{r.Neurons.Count} {(r.Neurons.Count == 1 ? "neuron" : "neurons")}, {r.Data.Design.ValidSamples} of {r.Recording.Bins} bins, {r.Data.Design.Columns} columns in {r.Data.Design.Blocks.Count} blocks"
        );
        if (r.Data.Design.Passes is > 0 and var passes)
        {
            yield return Invariant($"design not stored: {passes} passes over the covariates");
        }

        string[] lines = [.. Details(r)];
        foreach (string line in lines.Take(MostNeurons))
        {
            yield return line;
        }

        if (lines.Length > MostNeurons)
        {
            yield return Invariant($"and {lines.Length - MostNeurons} more: see the report");
        }

        TimeRescalingResult[] tests =
        [
            .. r.Diagnostics.Select(d => d.Rescaling).OfType<TimeRescalingResult>().Where(t => t.Uniform.Count > 0),
        ];
        if (tests.Length > 0)
        {
            yield return Invariant(
                $"time rescaling: {tests.Count(t => t.IsInsideBound95)} of {tests.Length} inside the 95 % band"
            );
        }
    }

    private static IEnumerable<string> Details(EncodingResult r)
    {
        foreach (VanishPoint v in r.Vanish)
        {
            yield return double.IsNaN(v.Strength)
                ? $"{v.Neuron}: {v.Block} is never in the model"
                : Invariant($"{v.Neuron}: {v.Block} vanishes at {v.Strength:g6}");
        }

        foreach (GlmCrossValidationFit c in r.CrossValidations)
        {
            yield return Invariant($"{c.Neuron}: strength {c.Strength:g4}, in the model: {Words(c.Fit.Selected)}");
        }

        foreach (StabilitySelectionFit s in r.Stabilities)
        {
            string all = string.Join(", ", s.Blocks.Select((b, g) => Invariant($"{b} {s.Frequencies[g]:0.00}")));
            yield return Invariant(
                $"{s.Neuron}: stable: {Words(s.Selected)} (frequencies: {all}); at most {s.MeinshausenBuhlmannBound:0.00} wrong ones expected"
            );
        }

        foreach (ModelComparisonFit c in r.Comparisons)
        {
            yield return Invariant(
                $"{c.Neuron}: {Words(c.Selected)}, {c.Chosen.Mean:0.0000} ± {c.Chosen.StandardError:0.0000} {c.Unit} held out"
            );
            if (HasShifts(c))
            {
                yield return Invariant(
                    $"{c.Neuron}: all covariates {c.Full.Mean:0.0000}, on {c.ShiftedScores.Count} circular shifts at most {c.ShiftedScores.Max():0.0000} (p = {c.ShiftPValue:0.###})"
                );
            }
        }

        foreach ((NestedScore n, GlmCrossValidationFit c) in r.Nested.Zip(r.CrossValidations))
        {
            yield return Invariant(
                $"{n.Neuron}: nested score {n.Mean:0.0000} ± {n.StandardError:0.0000}, that of the choice {c.Mean[c.Chosen]:0.0000}"
            );
        }

        if (r.CrossValidations.Count == 0)
        {
            foreach (GlmFit f in r.Fits)
            {
                yield return Invariant($"{f.Neuron}: in the model: {Words(f.Selected)}");
            }
        }
    }

    private static bool HasShifts(ModelComparisonFit comparison) => comparison.ShiftedScores.Count > 0;

    private static string Words(IReadOnlyList<string> blocks) =>
        blocks.Count == 0 ? "nothing" : string.Join(", ", blocks);
}
