using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Glm;
using Gyrus.Glm.Diagnostics;
using Gyrus.Glm.Selection;
using Gyrus.Pipelines;
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
        Summary summary = Begin(folder)
            .Add("neurons", result.Neurons)
            .Add("bins", result.Recording.Bins)
            .Add(
                "used_bins",
                result.AllFits.Select(f => (double)f.Samples).DefaultIfEmpty(result.Data.Design.ValidSamples).Max()
            )
            .Add("columns", result.Data.Design.Columns)
            .Add("largest_gap", LargestGap(result.AllFits))
            .Add("strengths", result.CrossValidations.Select(c => c.Strength))
            .Add("selected", SelectedOf(result))
            .Add("vanish", result.Vanish.Select(v => $"{v.Neuron} {v.Block} {v.InWords(digits: 9)}"))
            .Add("bits_per_spike", result.Scores.Select(s => s.BitsPerSpike))
            .Add("nested_scores", result.Nested.Select(n => n.Mean))
            .Add("shift_p_values", result.Comparisons.Where(HasShifts).Select(c => c.ShiftPValue))
            .Add("wrongly_stable_bounds", result.Stabilities.Select(s => s.MeinshausenBuhlmannBound))
            .Add("ks_distances", result.Diagnostics.Select(d => d.Rescaling?.Statistic ?? double.NaN))
            .Add("ks_bounds_95", result.Diagnostics.Select(d => d.Rescaling?.Bound95 ?? double.NaN));
        if (result.Data.Design.Passes > 0)
        {
            summary.Add("passes", result.Data.Design.Passes);
        }

        foreach (string line in Lines(result))
        {
            summary.Line(line);
        }

        return End(
            call,
            common,
            summary,
            $"Wrote the encoding models to {folder}",
            [.. result.AllFits],
            result.Converged,
            result.Warnings,
            result.Provenance
        );
    }

    /// <summary>What every summary begins with.</summary>
    public static Summary Begin(string folder) =>
        new Summary().Add("folder", folder).Add("report", Path.Combine(folder, StudyOutput.ReportName));

    /// <summary>Adds how the fits ended, prints warnings and summary, and says how the call ends.</summary>
    public static int End(
        ParseResult call,
        CommonOptions common,
        Summary summary,
        string headline,
        IReadOnlyList<BlockFit> fits,
        bool converged,
        IReadOnlyList<string> warnings,
        Provenance? provenance
    )
    {
        Warnings.Print(warnings, call.InvocationConfiguration.Error);
        summary.Add("converged", converged).Add("warnings", warnings);
        if (fits.Count > 0)
        {
            summary.Line(
                $"{Count(fits.Count, "fit")}, largest relative gap {LargestGap(fits).ToString("0.0e+0", System.Globalization.CultureInfo.InvariantCulture)}"
            );
        }

        summary.Took(provenance).Print(common, call.InvocationConfiguration.Output, headline);
        return converged ? ExitCode.Done : ExitCode.NotConverged;
    }

    /// <summary>The largest certificate of some fits, or NaN where there is none.</summary>
    public static double LargestGap(IEnumerable<BlockFit> fits) =>
        fits.Select(f => f.Convergence.Certificate).DefaultIfEmpty(double.NaN).Max();

    /// <summary>A number of things, in words.</summary>
    public static string Count(int count, string noun) => Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>A nested score beside that of the choice, in words.</summary>
    public static string NestedLine(NestedScore nested, PathScores choice) =>
        double.IsNaN(nested.Mean)
            ? "no nested score"
            : $"nested score {Score(nested.Mean, nested.StandardError)}, that of the choice {Score(choice.Mean[choice.Chosen])}";

    /// <summary>A score and its standard error, in words.</summary>
    private static string Score(double mean, double error) => $"{Score(mean)} ± {Score(error)}";

    private static string Score(double value) => double.IsNaN(value) ? "n/a" : Invariant($"{value:0.0000}");

    /// <summary>Names of blocks in words.</summary>
    public static string Words(IReadOnlyList<string> blocks) =>
        blocks.Count == 0 ? "nothing" : string.Join(", ", blocks);

    /// <summary>The strength that a fit took, which the model file need not state; nothing where there is no penalty.</summary>
    public static string Taken(Regularizer penalty) =>
        penalty is Unregularized ? "" : Invariant($"strength {penalty.Strength:g4}, ");

    /// <summary>What to do where a strength leaves nothing.</summary>
    public static string EmptyHint(string whose) =>
        $"nothing is in the model{whose} at this strength: 'gyrus glm path' shows at which it is, 'gyrus glm cv' chooses one";

    private static bool HasShifts(ModelComparisonFit comparison) => comparison.ShiftedScores.Count > 0;

    private static IEnumerable<string> SelectedOf(EncodingResult r) =>
        r.Comparisons.Count > 0 ? r.Comparisons.Select(c => string.Join(' ', c.Selected))
        : r.Stabilities.Count > 0 ? r.Stabilities.Select(c => string.Join(' ', c.Selected))
        : r.Fits.Select(f => string.Join(' ', f.Selected));

    private static IEnumerable<string> Lines(EncodingResult r)
    {
        yield return Invariant(
            $"{Count(r.Neurons.Count, "neuron")}, {r.Data.Design.ValidSamples} of {r.Recording.Bins} bins, {Count(r.Data.Design.Columns, "column")} in {Count(r.Data.Design.Blocks.Count, "block")}"
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

        if (r.CrossValidations.Count == 0 && r.Fits.Count(f => f.Selected.Count == 0) is > 0 and var empty)
        {
            yield return EmptyHint(r.Fits.Count == 1 ? "" : Invariant($" of {empty} of {r.Fits.Count} neurons"));
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
            yield return $"{v.Neuron}: {v.ToSentence(digits: 6)}";
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
            yield return double.IsNaN(c.Chosen.Mean)
                ? $"{c.Neuron}: {Words(c.Selected)}, no score held out"
                : $"{c.Neuron}: {Words(c.Selected)}, {Score(c.Chosen.Mean, c.Chosen.StandardError)} {c.Unit} held out";
            if (HasShifts(c))
            {
                yield return double.IsNaN(c.ShiftPValue)
                    ? Invariant(
                        $"{c.Neuron}: all covariates have no score on left-out trials, so there is no p-value of {c.ShiftedScores.Count} circular shifts"
                    )
                    : Invariant(
                        $"{c.Neuron}: all covariates {c.Full.Mean:0.0000}, on {c.ShiftedScores.Count} circular shifts at most {c.ShiftedScores.Max():0.0000} (p = {c.ShiftPValue:0.###})"
                    );
            }
        }

        foreach ((NestedScore n, GlmCrossValidationFit c) in r.Nested.Zip(r.CrossValidations))
        {
            yield return $"{n.Neuron}: {NestedLine(n, c)}";
        }

        if (r.CrossValidations.Count == 0)
        {
            foreach (GlmFit f in r.Fits)
            {
                yield return $"{f.Neuron}: {Taken(f.Model.Regularizer)}in the model: {Words(f.Selected)}";
            }
        }
    }
}
