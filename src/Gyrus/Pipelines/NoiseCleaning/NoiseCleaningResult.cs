using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines.Comparison;

namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>All that the page and the figures of the reproduction are made from.</summary>
public sealed record NoiseCleaningResult
{
    /// <summary>Gets the experiment.</summary>
    public required NoiseCleaningExperiment Experiment { get; init; }

    /// <summary>Gets the summaries of the cells.</summary>
    public required IReadOnlyList<CellSummary> Cells { get; init; }

    /// <summary>Gets the estimator that differences are taken to.</summary>
    public required string Reference { get; init; }

    /// <summary>Gets the figures that are shown.</summary>
    public required IReadOnlyList<PaperFigure> Figures { get; init; }

    /// <summary>Gets the spectra of a realisation by the number of their figure.</summary>
    public required IReadOnlyDictionary<int, RealisationSpectra> Spectra { get; init; }

    /// <summary>Gets the traces of figure 12 by cell; empty where it is not asked.</summary>
    public required IReadOnlyDictionary<ExperimentCell, AscentTrace> Traces { get; init; }

    /// <summary>Gets the conclusions, each with the data that decide it.</summary>
    public required IReadOnlyList<(string Data, ClaimVerdict Verdict)> Verdicts { get; init; }

    /// <summary>Gets the comparisons on recordings by the name of the split; empty where no recordings came.</summary>
    public required IReadOnlyList<(string Split, ComparisonResult Result)> Natural { get; init; }

    /// <summary>Gets what was suspicious but usable.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Gets where the result comes from.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>Reads a finished experiment back, decides the conclusions, and computes what figures need of single realisations.</summary>
    public static NoiseCleaningResult Of(
        NoiseCleaningExperiment experiment,
        IExperimentStore store,
        string reference,
        IReadOnlyList<PaperFigure> figures,
        IReadOnlyList<(string Split, ComparisonResult Result)> natural,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(natural);
        CellSummary[] cells = [.. experiment.Cells.Select(c => CellSummary.Read(experiment, store, c))];
        return new NoiseCleaningResult
        {
            Experiment = experiment,
            Cells = cells,
            Reference = reference,
            Figures = figures,
            Spectra = SpectraOf(experiment, figures, cancellationToken),
            Traces = figures
                .Where(f => f.Kind == PaperFigureKind.Ascent)
                .SelectMany(f => f.Cells)
                .Where(experiment.Cells.Contains)
                .ToDictionary(c => c, c => AscentTrace.Of(experiment, c, realisation: 0)),
            Verdicts = [.. VerdictsOf(experiment, cells, natural)],
            Natural = natural,
        };
    }

    private static Dictionary<int, RealisationSpectra> SpectraOf(
        NoiseCleaningExperiment experiment,
        IReadOnlyList<PaperFigure> figures,
        CancellationToken cancellationToken
    )
    {
        var spectra = new Dictionary<int, RealisationSpectra>();
        foreach (PaperFigure figure in figures.Where(f => f.Kind == PaperFigureKind.Spectra))
        {
            NamedEstimator[] methods = [.. experiment.Estimators.Where(e => figure.Methods.Contains(e.Name))];
            if (methods.Length > 0 && experiment.Cells.Contains(figure.Cells[0]))
            {
                spectra[figure.Number] = RealisationSpectra.Of(
                    experiment,
                    figure.Cells[0],
                    realisation: 0,
                    methods,
                    cancellationToken
                );
            }
        }

        return spectra;
    }

    private static IEnumerable<(string Data, ClaimVerdict Verdict)> VerdictsOf(
        NoiseCleaningExperiment experiment,
        CellSummary[] cells,
        IReadOnlyList<(string Split, ComparisonResult Result)> natural
    )
    {
        EstimatorVariant[] variants = [EstimatorVariant.Released, EstimatorVariant.Right];
        foreach (PaperClaim claim in PaperClaims.Synthetic(experiment.Cells))
        {
            foreach (EstimatorVariant variant in variants)
            {
                yield return (
                    "synthetic",
                    claim.Decide(
                        variant,
                        (cell, a, b, measure) => Array.Find(cells, c => c.Cell == cell)?.Difference(a, b, measure)
                    )
                );
            }
        }

        foreach ((string split, ComparisonResult result) in natural)
        {
            foreach (PaperClaim claim in PaperClaims.Natural)
            {
                foreach (EstimatorVariant variant in variants)
                {
                    yield return (
                        split,
                        claim.Decide(variant, (_, a, b, measure) => result.Difference(a, b, measure.Of))
                    );
                }
            }
        }
    }
}
