using System.Numerics.Tensors;
using Gyrus.Optimization;
using static System.FormattableString;

namespace Gyrus.Glm;

/// <summary>One neuron's data as a solver takes them: samples that do not count have weight zero, so nothing is copied.</summary>
internal sealed class GlmTask
{
    /// <summary>A mean below this share of the size of the responses is none.</summary>
    private const double NoMean = 1e-6;

    private readonly int _column;

    private GlmTask(GlmData data, int neuron)
    {
        (Data, _column, Neuron) = (data, neuron, data.NameOf(neuron));
        Weights = new double[data.Responses.Rows];
        Offset = data.Offset is null ? null : data.OffsetOf(neuron).ToArray();
    }

    public GlmData Data { get; }

    public string Neuron { get; }

    /// <summary>Gets w, with sum 1.</summary>
    public double[] Weights { get; }

    public double[]? Offset { get; }

    /// <summary>Gets the number of samples that count.</summary>
    public int Samples { get; private set; }

    /// <summary>Gets the number of samples dropped because something in them is not finite.</summary>
    public int Dropped { get; private set; }

    /// <summary>Gets Σ w y.</summary>
    public double Mean { get; private set; }

    /// <summary>Checks the data of a neuron and prepares them.</summary>
    /// <exception cref="ArgumentException">Sizes disagree, a weight is negative, or a response is not one of the family.</exception>
    public static GlmTask Of(GlmData data, int neuron, Family family)
    {
        GlmDataCheck.Require(data, neuron);
        var task = new GlmTask(data, neuron);
        task.Fill(family);
        return task;
    }

    /// <summary>y; 1 where a sample does not count. Made anew, since recordings may be long and not every loss keeps it.</summary>
    public double[] Response()
    {
        double[] response = Data.Responses.Column(_column).ToArray();
        for (int i = 0; i < response.Length; i++)
        {
            response[i] = Weights[i] == 0 ? 1 : response[i];
        }

        return response;
    }

    /// <summary>The problem of a penalty on this task.</summary>
    public LinearProblem Problem(ObservationModel observation, PenaltyBlocks penalty) =>
        new()
        {
            Design = penalty.Sources is { } sources ? new MappedColumns(Data.Design.Store, sources) : Data.Design.Store,
            Datafit = LossFactory.Create(observation, Response(), Weights),
            Penalty = penalty,
            Offset = Offset,
            StartIntercepts = [StartIntercept(observation)],
        };

    /// <summary>An intercept at the mean, moved into the domain of links that take positive η only, and into the range of links that give positive means only.</summary>
    public double StartIntercept(ObservationModel observation)
    {
        double mean = MayBeNil(observation) ? Math.Max(Mean, NoMean * Size) : Mean;
        double start = LinkFunction.Predictor(observation.EffectiveLink, mean);
        if (Offset is null)
        {
            return start;
        }

        bool positive =
            observation.EffectiveLink == Link.Inverse
            || (observation is { Family: Family.Poisson, EffectiveLink: Link.Identity });
        double least = TensorPrimitives.Min<double>(Offset);
        double centred = start - TensorPrimitives.Dot<double>(Weights, Offset);
        return positive ? Math.Max(centred, start - least) : centred;
    }

    /// <summary>
    /// Whether means of a positive link for responses of either sign are nil wherever a sample counts: no constant is best then, and η is on its way to −∞.
    /// </summary>
    public bool IsNil(ObservationModel observation, ReadOnlySpan<double> eta)
    {
        if (!MayBeNil(observation))
        {
            return false;
        }

        double nil = 2 * NoMean * Size;
        for (int i = 0; i < eta.Length; i++)
        {
            if (Weights[i] > 0 && !(LinkFunction.Mean(observation.EffectiveLink, eta[i]) <= nil))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether responses may have either sign although means are positive.</summary>
    public static bool MayBeNil(ObservationModel observation) =>
        observation is { Family: Family.Gaussian, EffectiveLink: Link.Exp or Link.Softplus };

    /// <summary>Gets the root of the mean square of the responses; 1 where all are 0.</summary>
    public double Size
    {
        get
        {
            double square = 0;
            double[] response = Response();
            for (int i = 0; i < response.Length; i++)
            {
                square += Weights[i] * response[i] * response[i];
            }

            return square > 0 ? Math.Sqrt(square) : 1;
        }
    }

    private void Fill(Family family)
    {
        ReadOnlySpan<double> response = Data.Responses.Column(_column);
        double total = 0;
        for (int i = 0; i < response.Length; i++)
        {
            double w = Data.Weights?[i] ?? 1;
            bool finite =
                Data.Design.ValidRows[i]
                && double.IsFinite(response[i])
                && double.IsFinite(w)
                && double.IsFinite(Offset?[i] ?? 0);
            if (finite && w > 0)
            {
                ResponseCheck.Require(family, response[i], i, Neuron);
                Weights[i] = w;
                total += w;
                Samples++;
                continue;
            }

            Dropped += finite ? 0 : 1;
            if (Offset is not null)
            {
                Offset[i] = double.IsFinite(Offset[i]) ? Offset[i] : 0;
            }
        }

        if (Samples == 0)
        {
            throw new ArgumentException(Invariant($"{Neuron} has no sample in which everything is finite."));
        }

        TensorPrimitives.Divide(Weights, total, Weights);
        Mean = TensorPrimitives.Dot<double>(Weights, Response());
    }
}
