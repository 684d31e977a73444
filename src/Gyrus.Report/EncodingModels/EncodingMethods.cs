using Gyrus.Glm;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.EncodingModels;

/// <summary>The methods paragraph of encoding models, made of what was done.</summary>
internal static class EncodingMethods
{
    /// <summary>The text, as it may be printed.</summary>
    public static string TextOf(EncodingResult r) => string.Join(' ', Sentences(r));

    /// <summary>The works that the methods come from.</summary>
    public static Reference[] ReferencesOf(EncodingResult r) =>
        [
            .. PenaltyText.SourceOf(r.Model.Model.Regularizer) is { } source ? [source] : (Reference[])[],
            .. r.Stabilities.Count > 0
                ?
                [
                    new Reference(
                        "Meinshausen N and Bühlmann P (2010). Stability selection. Journal of the Royal Statistical Society B 72:417."
                    )
                    {
                        Doi = "10.1111/j.1467-9868.2010.00740.x",
                    },
                    new Reference(
                        "Shah RD and Samworth RJ (2013). Variable selection with error control: another look at stability selection. Journal of the Royal Statistical Society B 75:55."
                    )
                    {
                        Doi = "10.1111/j.1467-9868.2011.01034.x",
                    },
                ]
                : (Reference[])[],
            .. r.Comparisons.Count > 0
                ?
                [
                    new Reference(
                        "Hardcastle K, Maheswaranathan N, Ganguli S and Giocomo LM (2017). A multiplexed, heterogeneous, and adaptive code for navigation in medial entorhinal cortex. Neuron 94:375."
                    )
                    {
                        Doi = "10.1016/j.neuron.2017.03.025",
                    },
                ]
                : (Reference[])[],
            .. r.Diagnostics.Any(d => d.Rescaling is not null)
                ?
                [
                    new Reference(
                        "Brown EN, Barbieri R, Ventura V, Kass RE and Frank LM (2002). The time-rescaling theorem and its application to neural spike train data analysis. Neural Computation 14:325."
                    )
                    {
                        Doi = "10.1162/08997660252741149",
                    },
                    new Reference(
                        "Haslinger R, Pipa G and Brown E (2010). Discrete time rescaling theorem: determining goodness of fit for discrete time statistical models of neural spiking. Neural Computation 22:2477."
                    )
                    {
                        Doi = "10.1162/NECO_a_00015",
                    },
                ]
                : (Reference[])[],
            new(
                "Truccolo W, Eden UT, Fellows MR, Donoghue JP and Brown EN (2005). A point process framework for relating neural spiking activity to spiking history, neural ensemble, and extrinsic covariate effects. Journal of Neurophysiology 93:1074."
            )
            {
                Doi = "10.1152/jn.00697.2004",
            },
        ];

    private static IEnumerable<string> Sentences(EncodingResult r)
    {
        ObservationModel observation = r.Model.Model.Observation;
        yield return Invariant(
            $"The responses of {Count(r.Neurons.Count, "neuron")} in {r.Recording.Bins} bins{(r.Recording.BinWidthSeconds is { } w ? Invariant($" of {w:g4} s") : "")} were described by generalised linear models of the {observation.Family} family{(observation.Link is { } link ? $" with the {link} link" : " with its usual link")}."
        );
        yield return ResponseTables.Described(r.Model);
        if (r.Model.IsRelative)
        {
            yield return "History and coupling are causal: a bin sees the bins before it in its trial, of the neuron itself and of the others.";
        }

        int dropped = r.Recording.Bins - r.Data.Design.ValidSamples;
        yield return dropped == 0
            ? "All bins were used."
            : Invariant($"{dropped} bins without a value of every feature were left out.");
        yield return $"The mean loss over bins plus {PenaltyText.Of(r.Model.Model.Regularizer)} was minimised, the intercept not being penalised, until {(observation.IsConvex ? "the relative duality gap" : "the relative decrease that a quadratic model promises")} was at most {ReportConvergence.Short(r.Model.Model.Tolerance)}.";
        if (r.CrossValidations.Count > 0)
        {
            yield return ResponseTables.Choice(r.Model, r.Recording);
        }

        if (r.Nested.Count > 0)
        {
            yield return "The whole procedure was scored by nested cross-validation: the choice was made again inside the training set of each fold.";
        }

        if (r.Diagnostics.Any(d => d.Rescaling is not null))
        {
            yield return Invariant(
                $"Goodness of fit was judged by time rescaling, spikes being placed inside their bins at random (seed {r.Model.Seed}), and by the autocorrelation of the Pearson residuals."
            );
        }

        if (r.Refits.Any(f => f is not null))
        {
            yield return "Selected covariates were refitted without a penalty; their covariance is robust to autocorrelation (Newey and West).";
        }

        if (r.Stabilities.Count > 0)
        {
            yield return Invariant(
                $"Selection frequencies are shares of {2 * r.Model.StabilityPairs} complementary halves of the {(ResponseTables.HasTrials(r.Recording) ? "trials" : "recording")}; covariates of a frequency of at least {r.Model.StabilityThreshold:0.##} count as stable."
            );
        }

        if (r.Comparisons.Count > 0)
        {
            yield return Invariant(
                $"Nested models were compared on {r.Model.ComparisonFolds} folds of {ResponseTables.HeldOut(r.Recording)}: a covariate was added while a one-sided signed-rank test said that it raised the log-likelihood."
            );
        }

        if (r.Comparisons is [{ ShiftedScores.Count: > 0 and var shifts }, ..])
        {
            yield return Invariant(
                $"The model of all covariates was compared with itself on responses that were shifted in a circle by {shifts} random lengths (seed {r.Model.Seed})."
            );
        }
    }

    private static string Count(int count, string noun) => Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");
}
