namespace Gyrus.Covariance.Cleaning;

/// <content>Maps of the spectrum.</content>
public static partial class EstimatorCatalogue
{
    private static CatalogueEntry[] Spectral() =>
        [
            new()
            {
                Name = "raw",
                Title = "Raw",
                Description = "The sample covariance as it is: what all others are to improve.",
                Source = "-",
                Create = static _ => new RawCovariance(),
            },
            new()
            {
                Name = "raw-q",
                Title = "Raw, q-corrected",
                Description = "The inverse of the sample covariance with its mean size put right; its noise stays.",
                Source = "Ibáñez-Berganza et al. 2023, arXiv:2302.02951",
                Create = static _ => new QCorrectedPrecision(),
            },
            new()
            {
                Name = "rie",
                Title = "RIE",
                Description =
                    "The best map of the spectrum for large N, smoothed over N^-1/2, with Marchenko-Pastur debiasing. Needs T > N.",
                Source = "Bun, Bouchaud and Potters 2017, doi:10.1016/j.physrep.2016.10.005",
                Variants = [EstimatorVariant.Right, EstimatorVariant.Printed, EstimatorVariant.Released],
                Create = static s => RieOf(s.Variant).Member,
            },
            new()
            {
                Name = "rie-cv",
                Title = "RIE (CV)",
                Description = "RIE with its smoothing searched. Needs T > N within the folds.",
                Source = "Ibáñez-Berganza et al. 2023, arXiv:2302.02951",
                Searches = true,
                Variants = [EstimatorVariant.Right, EstimatorVariant.Printed, EstimatorVariant.Released],
                Create = static s => Search(RieOf(s.Variant), s),
            },
            new()
            {
                Name = "rie-iw",
                Title = "RIE, inverse-Wishart",
                Description = "RIE debiased for a spread spectrum, as those of recordings are. Needs T > N.",
                Source = "Bun, Bouchaud and Potters 2017, doi:10.1016/j.physrep.2016.10.005",
                Create = static _ => new RotationallyInvariantEstimator { Debiasing = RieDebiasing.InverseWishart },
            },
            new()
            {
                Name = "lw-2020",
                Title = "Ledoit-Wolf, analytical nonlinear",
                Description = "Nonlinear shrinkage in closed form, also for T < N; assumes independent samples.",
                Source = "Ledoit and Wolf 2020, doi:10.1214/19-AOS1921",
                Create = static _ => new AnalyticalShrinkage(),
            },
            new()
            {
                Name = "qis",
                Title = "Quadratic-inverse shrinkage",
                Description = "Nonlinear shrinkage in closed form, also for T < N; assumes independent samples.",
                Source = "Ledoit and Wolf 2022, doi:10.3150/20-BEJ1315",
                Create = static _ => new InverseShrinkage(),
            },
            new()
            {
                Name = "lis",
                Title = "Linear-inverse shrinkage",
                Description = "As qis for Stein's loss; poor near T = N, and undefined below.",
                Source = "Ledoit and Wolf 2022, doi:10.3150/20-BEJ1315",
                Create = static _ => new InverseShrinkage { Kind = InverseShrinkageKind.Linear },
            },
            new()
            {
                Name = "gis",
                Title = "Geometric-inverse shrinkage",
                Description = "Between qis and lis: close precisions where T is well above N; undefined for T < N.",
                Source = "Ledoit and Wolf 2022, doi:10.3150/20-BEJ1315",
                Create = static _ => new InverseShrinkage { Kind = InverseShrinkageKind.Geometric },
            },
            new()
            {
                Name = "pca-cv",
                Title = "PCA (CV)",
                Description =
                    "The largest eigenvalues kept and the others averaged, as many kept as predict left-out samples best.",
                Source = "Tipping and Bishop 1999, doi:10.1111/1467-9868.00196",
                Searches = true,
                Variants = [EstimatorVariant.Right, EstimatorVariant.Released],
                Create = static s => Search(ClippingOf(s.Variant), s),
            },
            new()
            {
                Name = "pca-minka",
                Title = "PCA (Minka)",
                Description = "The same with the number of components of largest evidence. Needs T > N.",
                Source = "Minka 2000, NIPS 13",
                Variants = [EstimatorVariant.Right, EstimatorVariant.Released],
                Create = static s => new EvidenceClipping { Clipping = ClippingOf(s.Variant) },
            },
            new()
            {
                Name = "cvc",
                Title = "Cross-validated eigenvalues",
                Description =
                    "Eigenvalues measured on left-out blocks: no hyper-parameter, safe under autocorrelation.",
                Source = "Bartz 2016, arXiv:1611.00798; Lam 2016, doi:10.1214/15-AOS1393",
                Create = s => new CrossValidatedEigenvalues { Folds = s.Folds },
            },
            new()
            {
                Name = "shrinkage-cv",
                Title = "Linear shrinkage (CV)",
                Description =
                    "The covariance pulled towards the identity by the weight that predicts left-out samples best.",
                Source = "Ledoit and Wolf 2004, doi:10.1016/S0047-259X(03)00096-4",
                Searches = true,
                Variants = [EstimatorVariant.Right, EstimatorVariant.Printed, EstimatorVariant.Released],
                Create = static s =>
                    Search(
                        s.Variant switch
                        {
                            EstimatorVariant.Printed => LinearShrinkage.AsPrinted,
                            EstimatorVariant.Released => LinearShrinkage.AsReleased,
                            _ => new LinearShrinkage(),
                        },
                        s
                    ),
            },
            new()
            {
                Name = "caut-pca-cv",
                Title = "Cautious PCA (CV)",
                Description =
                    "The largest eigenvalues kept and the others raised to the last kept, every variance kept; their number searched.",
                Source = "Ibáñez-Berganza et al. 2023, arXiv:2302.02951",
                Searches = true,
                Variants = [EstimatorVariant.Right, EstimatorVariant.Printed, EstimatorVariant.Released],
                Create = static s => Search(CautiousOf(s.Variant), s),
            },
            new()
            {
                Name = "ledoit-wolf",
                Title = "Ledoit-Wolf 2004",
                Description = "Linear shrinkage in closed form, for any T; assumes independent samples.",
                Source = "Ledoit and Wolf 2004, doi:10.1016/S0047-259X(03)00096-4",
                Create = static _ => new LedoitWolf(),
            },
            new()
            {
                Name = "oas",
                Title = "OAS (scikit-learn)",
                Description = "Linear shrinkage in closed form for normal samples, as scikit-learn has it.",
                Source = "Chen, Wiesel, Eldar and Hero 2010, doi:10.1109/TSP.2010.2053029",
                Create = static _ => new Oas(),
            },
            new()
            {
                Name = "oas-2010",
                Title = "OAS (as published)",
                Description = "The same with the terms 2/N that scikit-learn drops.",
                Source = "Chen, Wiesel, Eldar and Hero 2010, doi:10.1109/TSP.2010.2053029",
                Create = static _ => new Oas { Published = true },
            },
            new()
            {
                Name = "rblw",
                Title = "Rao-Blackwell Ledoit-Wolf",
                Description = "Ledoit-Wolf with its noise averaged out for normal samples.",
                Source = "Chen, Wiesel, Eldar and Hero 2010, doi:10.1109/TSP.2010.2053029",
                Create = static _ => new RaoBlackwellLedoitWolf(),
            },
            new()
            {
                Name = "schafer-strimmer",
                Title = "Schäfer-Strimmer",
                Description = "Correlations shrunk to 0 in closed form, variances kept; units do not matter.",
                Source = "Schäfer and Strimmer 2005, doi:10.2202/1544-6115.1175",
                Create = static _ => new SchaferStrimmer(),
            },
            new()
            {
                Name = "rie-neff",
                Title = "RIE, effective samples",
                Description = "rie told the number of independent samples T/τ; over-corrects. Needs T/τ > N.",
                Source = "Ibáñez-Berganza et al. 2023, arXiv:2302.02951",
                Create = static _ => new EffectiveSampleEstimator { Estimator = new RotationallyInvariantEstimator() },
            },
            new()
            {
                Name = "qis-neff",
                Title = "QIS, effective samples",
                Description = "qis told the number of independent samples T/τ. Needs T/τ > N.",
                Source = "Ledoit and Wolf 2022, doi:10.3150/20-BEJ1315; Bartlett 1935, doi:10.2307/2342284",
                Create = static _ => new EffectiveSampleEstimator { Estimator = new InverseShrinkage() },
            },
            new()
            {
                Name = "burda-jarosz",
                Title = "Burda-Jarosz",
                Description = "RIE for autocorrelated samples by their power spectrum, without debiasing. Needs T > N.",
                Source = "Burda and Jarosz 2022, doi:10.1103/PhysRevE.105.034136",
                Create = static _ => new BurdaJarosz(),
            },
        ];

    private static CrossValidated Search(EstimatorFamily family, EstimatorSettings settings) =>
        new()
        {
            Family = family,
            Criterion = settings.Criterion,
            Folds = settings.Folds,
        };

    private static RotationallyInvariantFamily RieOf(EstimatorVariant variant) =>
        variant switch
        {
            EstimatorVariant.Printed => RotationallyInvariantFamily.AsPrinted,
            EstimatorVariant.Released => RotationallyInvariantFamily.AsReleased,
            _ => new RotationallyInvariantFamily(),
        };

    private static EigenvalueClipping ClippingOf(EstimatorVariant variant) =>
        variant == EstimatorVariant.Released ? EigenvalueClipping.AsReleased : new EigenvalueClipping();

    private static EstimatorFamily CautiousOf(EstimatorVariant variant) =>
        variant switch
        {
            EstimatorVariant.Printed => new CautiousClipping(),
            EstimatorVariant.Released => StandardisedCautiousClipping.AsReleased,
            _ => new StandardisedCautiousClipping(),
        };
}
