using System.Numerics.Tensors;
using Gyrus.Covariance.Tangent;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The displacements of a group and, for each subject, what those of the others say about its own.</summary>
internal sealed class PopulationPrior
{
    private readonly Matrix[] _tangents;
    private readonly Matrix _gram;
    private readonly Lazy<OthersSpan>[] _spans;

    public PopulationPrior(TangentSpaceFit space, Matrix[] tangents)
    {
        Space = space;
        _tangents = tangents;
        int count = tangents.Length;
        _gram = Matrix.Create(count, count, (i, j) => TensorPrimitives.Dot(tangents[i].AsSpan(), tangents[j].AsSpan()));
        _spans = [.. Enumerable.Range(0, count).Select(k => new Lazy<OthersSpan>(() => SpanOf(k)))];
        double outside = 0;
        for (int k = 0; k < count; k++)
        {
            outside += _spans[k].Value.Outside;
        }

        int p = space.Mean.Rows;
        int dimensions = Math.Max(1, (p * (p + 1) / 2) - (count - 2));
        Outside = Math.Max(0, outside / count / dimensions);
    }

    public TangentSpaceFit Space { get; }

    /// <summary>Gets v, the mean variance of a subject along a direction outside the span of the others.</summary>
    public double Outside { get; }

    /// <summary>The covariance of a subject with the noise λ, in units of v, taken out.</summary>
    public Matrix Shrunk(int subject, double noise)
    {
        OthersSpan span = _spans[subject].Value;
        double outer = Factor(Outside, noise);
        double share = span.Share;

        // The posterior m + F(δ − m) as a mixture of the displacements, m = mean of the others = −δ/(K − 1).
        double[] mix = new double[_tangents.Length];
        mix[subject] = (outer * (1 + share)) - share;
        for (int i = 0; i < span.Values.Length; i++)
        {
            if (span.Values[i] > 0)
            {
                double weight = (Factor(span.Values[i] / span.Freedom, noise) - outer) * span.Along[i] / span.Values[i];
                for (int j = 0; j < mix.Length; j++)
                {
                    mix[j] += weight * span.Vectors[j, i];
                    mix[subject] += weight * share * span.Vectors[j, i];
                }
            }
        }

        int p = Space.Mean.Rows;
        var tangent = new Matrix(p, p);
        for (int j = 0; j < mix.Length; j++)
        {
            TensorPrimitives.MultiplyAdd(_tangents[j].AsSpan(), mix[j], tangent.AsSpan(), tangent.Values);
        }

        return Space.Covariance(tangent);
    }

    private double Factor(double variance, double noise)
    {
        double total = Math.Max(variance, Outside);
        return total > 0 ? Math.Max(0, 1 - (noise * Outside / total)) : 1;
    }

    // The displacements of all sum to zero, so a subject's own is in the span of the others'; it is not in that of their deviations
    // d = δⱼ − m from their own mean. With DᵀD = V diag(g) Vᵀ their principal directions are D v/√g.
    private OthersSpan SpanOf(int subject)
    {
        int count = _tangents.Length;
        double share = 1.0 / (count - 1);
        double own = _gram[subject, subject];
        Matrix vectors = Matrix.Create(
            count,
            count,
            (i, j) =>
                i == subject || j == subject
                    ? 0
                    : _gram[i, j] + (share * (_gram[i, subject] + _gram[j, subject])) + (share * share * own)
        );
        double[] values = new double[count];
        LinearAlgebra.Current.SymmetricEigen(vectors.Values, values, count);
        double floor = 1e-10 * Math.Max(values[^1], 0);
        double[] along = new double[count];
        double outside = (1 + share) * (1 + share) * own;
        for (int i = 0; i < count; i++)
        {
            values[i] = values[i] > floor ? values[i] : 0;
            if (values[i] > 0)
            {
                for (int j = 0; j < count; j++)
                {
                    double inner = _gram[j, subject] + (share * own);
                    along[i] += j == subject ? 0 : vectors[j, i] * (1 + share) * inner;
                }

                outside -= along[i] * along[i] / values[i];
            }
        }

        return new OthersSpan(vectors, values, along, outside / (1 + share), Math.Max(1, count - 2), share);
    }

    /// <param name="Vectors">V, with a row of zeros at the subject.</param>
    /// <param name="Values">g; 0 where there is no direction.</param>
    /// <param name="Along">vᵀDᵀ(δ − m) of the subject for each direction.</param>
    /// <param name="Outside">‖δ − m‖² outside the span, without what the mean of so few others adds to it.</param>
    /// <param name="Freedom">The degrees of freedom of the others' variance.</param>
    /// <param name="Share">1/(K − 1): m = −δ/(K − 1).</param>
    private sealed record OthersSpan(
        Matrix Vectors,
        double[] Values,
        double[] Along,
        double Outside,
        int Freedom,
        double Share
    );
}
