using Gyrus.Numerics;

namespace Gyrus.Glm.Features;

/// <summary>Columns of a design that are stored together: the functions of a basis of one column of a covariate.</summary>
internal abstract class Channel(int samples, int functions)
{
    /// <summary>Gets the number of samples.</summary>
    public int Samples => samples;

    /// <summary>Gets the number of columns.</summary>
    public int Functions => functions;

    /// <summary>Gets, per sample, whether the values are missing (stored as zeros), or null where none is.</summary>
    public bool[]? Missing { get; protected set; }

    /// <summary>Writes the columns as they are, NaN where missing. Column j goes to column <paramref name="first"/> + j.</summary>
    public void CopyTo(Matrix target, int first)
    {
        Write(target, first);
        if (Missing is null)
        {
            return;
        }

        for (int j = 0; j < functions; j++)
        {
            Span<double> column = target.MutableColumn(first + j);
            for (int i = 0; i < samples; i++)
            {
                column[i] = Missing[i] ? double.NaN : column[i];
            }
        }
    }

    /// <summary>Takes the samples at which one of some channels has no value from the valid ones; their number.</summary>
    public static int Drop(IReadOnlyList<Channel> channels, Span<bool> valid)
    {
        int without = 0;
        for (int i = 0; i < valid.Length; i++)
        {
            bool has = true;
            foreach (Channel channel in channels)
            {
                has &= channel.Missing is null || !channel.Missing[i];
            }

            without += has ? 0 : 1;
            valid[i] &= has;
        }

        return without;
    }

    /// <summary>Writes the columns, zeros where missing.</summary>
    public abstract void Write(Matrix target, int first);
}
