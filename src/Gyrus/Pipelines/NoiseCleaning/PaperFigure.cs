using static System.FormattableString;

namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>What a figure of the reproduction shows, and so what must be computed for it.</summary>
public sealed record PaperFigure
{
    private const int Short = 144;
    private const int Long = 1000;
    private static readonly int[] Lengths = [144, 200, 300, 1000, 2000];
    private static readonly double[] Spreads = [0.5, 1, 1.5, 2, 2.5, 3, 4];

    /// <summary>Gets the number.</summary>
    public required int Number { get; init; }

    /// <summary>Gets the kind.</summary>
    public required PaperFigureKind Kind { get; init; }

    /// <summary>Gets what the figure shows, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>Gets the cells that it needs.</summary>
    public required IReadOnlyList<ExperimentCell> Cells { get; init; }

    /// <summary>Gets the measure across, of a scatter plot.</summary>
    public ExperimentMeasure Across { get; init; } = ExperimentMeasure.PrecisionDistance;

    /// <summary>Gets the measure up, of a scatter plot or of curves.</summary>
    public ExperimentMeasure Up { get; init; } = ExperimentMeasure.LogLikelihood;

    /// <summary>Gets the methods that it shows; empty means all that are computed.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Gets the twelve figures.</summary>
    public static IReadOnlyList<PaperFigure> All { get; } =
    [
        Scatter(1, new ExperimentCell(Short, 1)),
        Scatter(2, new ExperimentCell(Short, 3)),
        Scatter(3, new ExperimentCell(Short, 1)) with
        {
            Title = "Completion error against the distance to the truth, T_tr = 144, α_D = 1",
            Up = ExperimentMeasure.CompletionError,
        },
        Spectra(4, new ExperimentCell(Short, 1)),
        Spectra(5, new ExperimentCell(Short, 3)),
        Curves(6, "Log-likelihood over the training samples, α_D = 1", Over(1), ExperimentMeasure.LogLikelihood),
        Curves(7, "Distance d(J) over the training samples, α_D = 1", Over(1), ExperimentMeasure.PrecisionDistance),
        Curves(8, "Log-likelihood over α_D, T_tr = 144", Along(Short), ExperimentMeasure.LogLikelihood),
        Curves(9, "Distance d(J) over α_D, T_tr = 144", Along(Short), ExperimentMeasure.PrecisionDistance),
        Scatter(10, new ExperimentCell(Long, 1)),
        Scatter(11, new ExperimentCell(Long, 3)),
        new()
        {
            Number = 12,
            Kind = PaperFigureKind.Ascent,
            Title = "The likelihood along the gradient ascent, T_tr = 144",
            Cells = [new ExperimentCell(Short, 1), new ExperimentCell(Short, 3)],
            Methods = ["shrinkage-cv"],
        },
    ];

    private static PaperFigure Scatter(int number, ExperimentCell cell) =>
        new()
        {
            Number = number,
            Kind = PaperFigureKind.Scatter,
            Title = Invariant(
                $"Log-likelihood against the distance to the truth, T_tr = {cell.TrainSamples}, α_D = {cell.Concentration}"
            ),
            Cells = [cell],
        };

    private static PaperFigure Spectra(int number, ExperimentCell cell) =>
        new()
        {
            Number = number,
            Kind = PaperFigureKind.Spectra,
            Title = Invariant($"Spectra before and after, T_tr = {cell.TrainSamples}, α_D = {cell.Concentration}"),
            Cells = [cell],
            Methods = ["shrinkage-cv", "pca-cv", "caut-pca-cv", "rie", "rie-cv", "cvc"],
        };

    private static PaperFigure Curves(
        int number,
        string title,
        IReadOnlyList<ExperimentCell> cells,
        ExperimentMeasure up
    ) =>
        new()
        {
            Number = number,
            Kind = PaperFigureKind.Curves,
            Title = title,
            Cells = cells,
            Up = up,
            // raw-q is fifty nats below the others: it would flatten them.
            Methods =
            [
                .. up == ExperimentMeasure.LogLikelihood ? (string[])[] : ["raw-q"],
                "pca-cv",
                "caut-pca-cv",
                "shrinkage-cv",
                "rie",
                "rie-cv",
                "dgaw",
                "lw-2020",
                "cvc",
            ],
        };

    private static ExperimentCell[] Over(double concentration) =>
        [.. Lengths.Select(t => new ExperimentCell(t, concentration))];

    private static ExperimentCell[] Along(int samples) => [.. Spreads.Select(a => new ExperimentCell(samples, a))];
}
