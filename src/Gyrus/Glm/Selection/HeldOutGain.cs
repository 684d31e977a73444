using Gyrus.Glm.Features;
using Gyrus.Glm.Scores;
using Gyrus.Numerics;
using Gyrus.Validation;

namespace Gyrus.Glm.Selection;

/// <summary>How much better than a constant sets of blocks predict left-out samples.</summary>
internal sealed class HeldOutGain(
    GeneralizedLinearModel model,
    IReadOnlyList<SampleSplit> folds,
    GlmData data,
    int neuron
)
{
    private readonly GlmData[] _training = [.. folds.Select(f => Rows.Only(data, f.Train))];
    private readonly (double LogLikelihood, double Spikes)[] _constant =
    [
        .. folds.Select(f => ConstantOf(data, model.Observation, neuron, f)),
    ];

    /// <summary>Gets the folds.</summary>
    public IReadOnlyList<SampleSplit> Folds => folds;

    /// <summary>Gets the constant model itself: 0 in every fold that has a score.</summary>
    public HeldOutScores Constant => new([], [.. _constant.Select(c => c.Spikes > 0 ? 0 : double.NaN)], 0);

    /// <summary>The scores of some sets of blocks; threads run over sets and folds.</summary>
    public HeldOutScores[] Of(string[][] sets, int threads, CancellationToken cancellationToken)
    {
        (Design Design, GeneralizedLinearModel Model)[] candidates = Array.ConvertAll(sets, Candidate);
        (double Bits, bool Converged)[] parts = PartLoop.Run(
            sets.Length * folds.Count,
            threads,
            part => Bits(candidates[part / folds.Count], part % folds.Count, cancellationToken),
            cancellationToken
        );
        return
        [
            .. sets.Zip(
                parts.Chunk(folds.Count),
                static (set, own) =>
                    new HeldOutScores(
                        set,
                        Array.ConvertAll(own, static p => p.Bits),
                        own.Count(static p => !p.Converged)
                    )
            ),
        ];
    }

    /// <summary>Some blocks as a design, and the model whose penalty is on their columns.</summary>
    private (Design Design, GeneralizedLinearModel Model) Candidate(string[] set)
    {
        (Design design, int[] columns) = BlockSubset.Of(data.Design, set);
        return (design, model with { Regularizer = model.Regularizer.Restricted(data.Design.Blocks, columns) });
    }

    private (double Bits, bool Converged) Bits(
        (Design Design, GeneralizedLinearModel Model) candidate,
        int fold,
        CancellationToken cancellationToken
    )
    {
        Design design = candidate.Design;
        if (!(_constant[fold].Spikes > 0))
        {
            return (double.NaN, true);
        }

        GlmFit fit = candidate.Model.Fit(_training[fold] with { Design = design }, neuron, cancellationToken);
        GlmPrediction prediction = Rows.Predict(fit, data with { Design = design }, neuron, folds[fold].Test);
        prediction = prediction with { Responses = Valid(prediction.Responses, folds[fold].Test) };
        double gain = GlmScore.LogLikelihood(prediction) - _constant[fold].LogLikelihood;
        return (gain / (_constant[fold].Spikes * Math.Log(2)), fit.Convergence.Converged);
    }

    /// <summary>A sample counts for no model if it does not count for all: rows with a missing feature of any block are left out.</summary>
    private double[] Valid(IReadOnlyList<double> responses, IReadOnlyList<int> rows) =>
        [.. responses.Select((y, i) => data.Design.ValidRows[rows[i]] ? y : double.NaN)];

    /// <summary>The constant model of a fold; NaN where the fold has no score: nothing that counts or nothing to explain, in it or beside it.</summary>
    private static (double LogLikelihood, double Spikes) ConstantOf(
        GlmData data,
        ObservationModel observation,
        int neuron,
        SampleSplit fold
    )
    {
        GlmData train = Rows.Only(data, fold.Train);
        if (
            !Rows.AnyCounts(data, neuron, fold.Train)
            || !Rows.AnyCounts(data, neuron, fold.Test)
            || GlmSolution.IsNull(GlmTask.Of(train, neuron, observation.Family), observation)
        )
        {
            return (double.NaN, double.NaN);
        }

        GlmPrediction prediction = ConstantModel.Predict(train, observation, neuron, fold.Test) with
        {
            Weights = data.Weights is null ? null : [.. fold.Test.Select(i => Rows.WeightOf(data, i))],
        };
        double spikes = observation.Family is Family.Gaussian or Family.Gamma ? 1 : prediction.MeanResponse;
        return (GlmScore.LogLikelihood(prediction), spikes);
    }
}
