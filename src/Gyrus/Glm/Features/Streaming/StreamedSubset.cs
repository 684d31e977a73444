namespace Gyrus.Glm.Features;

/// <summary>The blocks of a streamed design that a product needs, numbered anew: their columns side by side.</summary>
internal sealed class StreamedSubset
{
    private StreamedSubset(IEnumerable<StreamedBlock> blocks)
    {
        Blocks = [.. blocks];
        Columns = Blocks.Sum(static b => b.Columns);
    }

    /// <summary>The blocks with a coefficient that is not zero.</summary>
    public StreamedSubset(StreamedBlock[] all, ReadOnlySpan<double> coefficients)
        : this(Those(all, coefficients, static own => own.ContainsAnyExcept(0))) { }

    /// <summary>The blocks with a column that is wanted; none given: all.</summary>
    public StreamedSubset(StreamedBlock[] all, ReadOnlySpan<bool> wanted)
        : this(wanted.IsEmpty ? all : Those(all, wanted, static own => own.Contains(true))) { }

    /// <summary>The blocks of some columns.</summary>
    public StreamedSubset(StreamedBlock[] all, ReadOnlySpan<int> columns)
        : this(all, Marked(all, columns)) { }

    /// <summary>Gets the blocks.</summary>
    public StreamedBlock[] Blocks { get; }

    /// <summary>Gets the number of their columns.</summary>
    public int Columns { get; }

    /// <summary>The numbers of these columns out of all.</summary>
    public double[] Gather(ReadOnlySpan<double> all)
    {
        double[] own = new double[Columns];
        int at = 0;
        foreach (StreamedBlock block in Blocks)
        {
            all.Slice(block.First, block.Columns).CopyTo(own.AsSpan(at));
            at += block.Columns;
        }

        return own;
    }

    /// <summary>Puts numbers of these columns where they belong.</summary>
    public void Scatter(ReadOnlySpan<double> own, Span<double> all)
    {
        int at = 0;
        foreach (StreamedBlock block in Blocks)
        {
            own.Slice(at, block.Columns).CopyTo(all[block.First..]);
            at += block.Columns;
        }
    }

    /// <summary>Where some columns of the design, ascending, are among these.</summary>
    public int[] PlacesOf(ReadOnlySpan<int> columns)
    {
        int[] places = new int[columns.Length];
        (int block, int before) = (0, 0);
        for (int k = 0; k < places.Length; k++)
        {
            while (columns[k] >= Blocks[block].First + Blocks[block].Columns)
            {
                before += Blocks[block++].Columns;
            }

            places[k] = before + columns[k] - Blocks[block].First;
        }

        return places;
    }

    private delegate bool Test<T>(ReadOnlySpan<T> own);

    private static List<StreamedBlock> Those<T>(StreamedBlock[] all, ReadOnlySpan<T> values, Test<T> test)
    {
        var those = new List<StreamedBlock>();
        foreach (StreamedBlock block in all)
        {
            if (test(values.Slice(block.First, block.Columns)))
            {
                those.Add(block);
            }
        }

        return those;
    }

    private static bool[] Marked(StreamedBlock[] all, ReadOnlySpan<int> columns)
    {
        bool[] marked = new bool[all.Sum(static b => b.Columns)];
        foreach (int column in columns)
        {
            marked[column] = true;
        }

        return marked;
    }
}
