using Gyrus.Numerics;

namespace Gyrus.Glm.Features;

/// <summary>A channel of local support: per sample a state and the few values that belong to it.</summary>
internal sealed class LocalChannel : Channel
{
    /// <summary>Wraps what was computed; the arrays are not copied.</summary>
    public LocalChannel(SupportPattern pattern, ushort[] states, double[] values, bool[]? missing)
        : base(states.Length, pattern.Functions)
    {
        Pattern = pattern;
        States = states;
        Values = values;
        Missing = missing is not null && Array.IndexOf(missing, true) >= 0 ? missing : null;
    }

    /// <summary>Gets which functions the values belong to.</summary>
    public SupportPattern Pattern { get; }

    /// <summary>Gets the state of each sample.</summary>
    public ushort[] States { get; }

    /// <summary>Gets the values: those of a sample are neighbours.</summary>
    public double[] Values { get; }

    /// <summary>Any channel as one of local support: full columns have all functions in one state.</summary>
    public static LocalChannel Of(Channel channel)
    {
        if (channel is LocalChannel local)
        {
            return local;
        }

        var columns = new Matrix(channel.Samples, channel.Functions);
        channel.Write(columns, 0);
        double[] values = columns.Transpose().AsSpan().ToArray();
        return new(SupportPattern.Full(columns.Columns), new ushort[columns.Rows], values, channel.Missing);
    }

    /// <inheritdoc/>
    public override void Write(Matrix target, int first)
    {
        int width = Pattern.Width;
        for (int k = 0; k < width; k++)
        {
            for (int i = 0; i < Samples; i++)
            {
                target.Values[((first + Pattern.Columns[(States[i] * width) + k]) * Samples) + i] = Values[
                    (i * width) + k
                ];
            }
        }
    }
}
