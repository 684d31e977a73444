using Gyrus.Covariance.Tangent;
using Gyrus.Numerics;
using Gyrus.Validation;

namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// Population shrinkage in the tangent space (PoSCE): a subject's displacement from the group's geometric mean is shrunk, much in directions in which the other
/// subjects do not vary, little in those in which they do.
/// </summary>
/// <remarks>
/// <para>
/// At the geometric mean M of all, δ_k = log(M^-½ C_k M^-½) is a subject's displacement; the displacements of the others have a mean m and, about it,
/// variances eᵢ along their principal directions; v is the mean variance of a subject along a direction outside their span. If a share λ of v is noise of the
/// short recording, the posterior mean is m + F(δ_k − m), where F keeps max(0, 1 − λv/max(eᵢ, v)) of each component. λ is chosen for the group by
/// cross-validation in time: 0 gives the <see cref="Base"/> estimate back, a large λ the mean of the others.
/// </para>
/// <para>
/// The published estimator has the same form, δ̂ = Λ(Λ + λ)⁻¹δ, with a truncated prior Λ from an independent population; here the prior of a subject comes from the
/// others, and the variance outside their span is not lost but shrunk too, which matters when subjects are few.
/// </para>
/// <para>Source: Rahim, Thirion and Varoquaux (2019), Medical Image Analysis 54:138, doi:10.1016/j.media.2019.03.001.</para>
/// </remarks>
public sealed record PopulationShrinkage : IGroupCovarianceEstimator
{
    /// <summary>
    /// Gets the estimator of each subject's covariance before shrinkage; it must be positive definite. Default:
    /// <see cref="CrossValidatedEigenvalues"/>, whose bias, unlike that of a linear shrinkage, does not stay in the group's mean.
    /// </summary>
    public ICovarianceEstimator Base { get; init; } = new CrossValidatedEigenvalues();

    /// <summary>Gets the criterion. Default: log-likelihood.</summary>
    public CleaningCriterion Criterion { get; init; } = CleaningCriterion.LogLikelihood;

    /// <summary>Gets the folds of every subject. Default: 6 contiguous blocks.</summary>
    public FoldPlan Folds { get; init; } = new();

    /// <summary>Gets the values of λ to try, in units of v. Each at least 0.</summary>
    public IReadOnlyList<double> Noise
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (double noise in value)
            {
                Require.NotNegative(noise, nameof(Noise));
            }

            field = value;
        }
    } = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 1, 1.5, 2, 4, 8, 16, 64];

    /// <summary>Gets the most threads, which share the subjects. At least 1; 1. The result does not depend on it.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <inheritdoc/>
    public IReadOnlyList<CovarianceFit> Fit(IReadOnlyList<Matrix> subjects)
    {
        PreparedSignals[] prepared = GroupFolds.Prepare(subjects, "Population shrinkage");
        double[] scores = new double[Noise.Count];
        for (int f = 0; f < Folds.Folds; f++)
        {
            PopulationPrior prior = PriorOf(GroupFolds.Training(prepared, Folds, f));
            foreach (
                double[] subject in PartLoop.Run(
                    prepared.Length,
                    Threads,
                    k => ScoresOf(prior, k, prepared[k].Folds(Folds)[f].Validation),
                    CancellationToken.None
                )
            )
            {
                System.Numerics.Tensors.TensorPrimitives.Add<double>(scores, subject, scores);
            }
        }

        System.Numerics.Tensors.TensorPrimitives.Divide(scores, (double)prepared.Length * Folds.Folds, scores);
        int best = Array.IndexOf(scores, scores.Max());
        PopulationPrior all = PriorOf(prepared);
        var choice = new HyperParameterChoice
        {
            Name = "noise",
            Value = Noise[best],
            Criterion = Criterion,
            Grid = Noise,
            MeanScores = scores,
        };
        return PartLoop.Run(
            prepared.Length,
            Threads,
            k =>
                DenseFit.Of(all.Shrunk(k, Noise[best]), prepared[k].Samples) with
                {
                    Choice = choice,
                    Convergence = all.Space.Convergence,
                },
            CancellationToken.None
        );
    }

    private PopulationPrior PriorOf(PreparedSignals[] subjects)
    {
        Matrix[] signals = [.. subjects.Select(s => s.Signals)];
        var space = new TangentSpace
        {
            Estimator = Base,
            Mean = new GeometricMean { Threads = Threads },
        };
        TangentSpaceFit fit = space.Fit(signals);
        return new PopulationPrior(fit, [.. fit.Transform(signals).Matrices]);
    }

    private double[] ScoresOf(PopulationPrior prior, int subject, Matrix validation) =>
        [
            .. Noise.Select(noise =>
                GroupFolds.Score(DenseFit.InverseOf(prior.Shrunk(subject, noise)), validation, Criterion)
            ),
        ];
}
