namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>The conclusions of Ibáñez-Berganza et al. (2023), in our words and with numbers of our own.</summary>
public static class PaperClaims
{
    private static readonly ExperimentMeasure Likelihood = ExperimentMeasure.LogLikelihood;
    private static readonly ExperimentMeasure Distance = ExperimentMeasure.PrecisionDistance;
    private static readonly ExperimentCell StrongShort = new(144, 1);
    private static readonly ExperimentCell WeakShort = new(144, 3);
    private static readonly ExperimentCell StrongLong = new(1000, 1);

    /// <summary>Those on synthetic samples.</summary>
    /// <param name="cells">The cells of the run.</param>
    public static IReadOnlyList<PaperClaim> Synthetic(IReadOnlyList<ExperimentCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        string[] weaker = ["raw", "raw-q", "pca-cv", "pca-minka", "caut-pca-cv"];
        return
        [
            new()
            {
                Number = "III.1-1",
                Text =
                    "With hardly more samples than regions (T_tr = 144), RIE (CV) and linear shrinkage (CV) describe test samples better, and are closer to the true precision, than the sample itself, PCA and cautious PCA.",
                Parts = Parts([StrongShort, WeakShort], ["rie-cv", "shrinkage-cv"], weaker, [Likelihood, Distance]),
            },
            new()
            {
                Number = "III.1-2",
                Text =
                    "Cautious PCA has a higher likelihood than PCA everywhere, and is closer to the truth except with many strongly correlated samples (T_tr = 1000 and more, α_D = 1 and less).",
                Parts =
                [
                    .. Parts(cells, ["caut-pca-cv"], ["pca-cv"], [Likelihood]),
                    .. Parts([.. cells.Where(c => !IsEasy(c))], ["caut-pca-cv"], ["pca-cv"], [Distance]),
                    .. Parts([.. cells.Where(IsEasy)], ["pca-cv"], ["caut-pca-cv"], [Distance]),
                ],
            },
            new()
            {
                Number = "III.1-3",
                Text =
                    "With many strongly correlated samples (T_tr = 1000, α_D = 1), RIE (CV) is the only method that is no farther from the true precision than the sample's inverse times 1 − q.",
                Parts =
                [
                    new ClaimPart(StrongLong, "rie-cv", "raw-q", Distance) { OrEqual = true },
                    .. Parts(
                        [StrongLong],
                        ["raw-q"],
                        ["shrinkage-cv", "pca-cv", "pca-minka", "caut-pca-cv", "dgaw"],
                        [Distance]
                    ),
                ],
            },
            new()
            {
                Number = "III.1-4",
                Text =
                    "With few weakly correlated samples (T_tr = 144, α_D = 3), RIE is closer to the true precision than RIE (CV).",
                Parts = Parts([WeakShort], ["rie"], ["rie-cv"], [Distance]),
            },
            new()
            {
                Number = "III.1-5",
                Text =
                    "With few weakly correlated samples (T_tr = 144, α_D = 3), the gradient ascent comes closest to the true precision of all methods of the paper.",
                Parts = Parts([WeakShort], ["dgaw"], ["rie", "rie-cv", "shrinkage-cv", .. weaker], [Distance]),
            },
        ];
    }

    /// <summary>Those on recordings.</summary>
    public static IReadOnlyList<PaperClaim> Natural { get; } =
    [
        new()
        {
            Number = "III.2-1",
            Text =
                "On recordings at rest, RIE (CV) and linear shrinkage (CV) have a higher test likelihood than PCA and the sample times 1 − q.",
            Parts = Parts([null], ["rie-cv", "shrinkage-cv"], ["raw-q", "pca-cv", "pca-minka"], [Likelihood]),
        },
        new()
        {
            Number = "III.2-2",
            Text = "Cautious PCA stands between these two and PCA.",
            Parts =
            [
                .. Parts([null], ["caut-pca-cv"], ["pca-cv"], [Likelihood]),
                .. Parts([null], ["rie-cv", "shrinkage-cv"], ["caut-pca-cv"], [Likelihood]),
            ],
        },
        new()
        {
            Number = "III.2-3",
            Text = "RIE (CV) does well on recordings where RIE does not.",
            Parts = Parts([null], ["rie-cv"], ["rie"], [Likelihood]),
        },
    ];

    private static bool IsEasy(ExperimentCell cell) => cell.TrainSamples >= 1000 && cell.Concentration <= 1;

    private static ClaimPart[] Parts(
        IReadOnlyList<ExperimentCell> cells,
        string[] better,
        string[] worse,
        ExperimentMeasure[] measures
    ) => Parts([.. cells.Select(c => (ExperimentCell?)c)], better, worse, measures);

    private static ClaimPart[] Parts(
        ExperimentCell?[] cells,
        string[] better,
        string[] worse,
        ExperimentMeasure[] measures
    ) =>
        [
            .. from cell in cells
            from measure in measures
            from b in better
            from w in worse
            select new ClaimPart(cell, b, w, measure),
        ];
}
