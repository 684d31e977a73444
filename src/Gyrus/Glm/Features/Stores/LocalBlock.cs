namespace Gyrus.Glm.Features;

/// <summary>A channel of local support in its place in a design.</summary>
/// <param name="channel">The values.</param>
/// <param name="first">The design's column of function 0.</param>
internal sealed class LocalBlock(LocalChannel channel, int first)
{
    public int First => first;

    public SupportPattern Pattern => channel.Pattern;

    public double[] Values => channel.Values;

    public ushort[] States => channel.States;

    /// <summary>η ← η + X_b β for the samples start … start + η.Length − 1.</summary>
    public void AddProduct(ReadOnlySpan<double> coefficients, Span<double> eta)
    {
        ReadOnlySpan<double> own = coefficients.Slice(first, Pattern.Functions);
        if (!own.ContainsAnyExcept(0))
        {
            return;
        }

        double[] table = new double[Pattern.Columns.Length];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = own[Pattern.Columns[i]];
        }

        LocalKernels.Add(Values, States, table, eta);
    }

    /// <summary>g_b ← X_bᵀv, over the stretches of v that count.</summary>
    public void TransposeProduct(ReadOnlySpan<double> v, List<(int Start, int Count)> segments, Span<double> gradient)
    {
        int width = Pattern.Width;
        double[] even = new double[Pattern.Columns.Length];
        double[] odd = new double[Pattern.Columns.Length];
        foreach ((int start, int count) in segments)
        {
            LocalKernels.Transpose(
                Values.AsSpan(start * width, count * width),
                States.AsSpan(start, count),
                v.Slice(start, count),
                even,
                odd
            );
        }

        for (int i = 0; i < even.Length; i++)
        {
            gradient[first + Pattern.Columns[i]] += even[i] + odd[i];
        }
    }
}
