using static System.FormattableString;

namespace Gyrus.Glm;

/// <summary>Whether the parts of the data fit together.</summary>
internal static class GlmDataCheck
{
    /// <exception cref="ArgumentException">Sizes disagree, or a weight is negative.</exception>
    public static void Require(GlmData data, int neuron)
    {
        ArgumentNullException.ThrowIfNull(data);
        (int samples, int neurons) = (data.Design.Samples, data.Responses.Columns);
        Numerics.Require.SameSize(samples, data.Responses.Rows, "one response per sample of the design");
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)neuron, (uint)neurons, nameof(neuron));
        Size(neurons, data.Neurons?.Count, "one name per neuron");
        Size(samples, data.Weights?.Count, "one weight per sample");
        Size(samples, data.Trials?.Count, "one trial per sample");
        Size(samples, data.Offset?.Rows, "one offset per sample");
        if (data.Offset is { } offset && offset.Columns != 1 && offset.Columns != neurons)
        {
            throw new ArgumentException(
                Invariant($"Expected offsets of 1 or {neurons} columns, but got {offset.Columns}.")
            );
        }

        for (int i = 0; data.Weights is not null && i < samples; i++)
        {
            if (data.Weights[i] < 0)
            {
                throw new ArgumentException(
                    Invariant($"Weights must not be negative, but sample {i} has {data.Weights[i]}.")
                );
            }
        }
    }

    private static void Size(int expected, int? actual, string what)
    {
        if (actual is { } came)
        {
            Numerics.Require.SameSize(expected, came, what);
        }
    }
}
