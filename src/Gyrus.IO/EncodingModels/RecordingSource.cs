using Gyrus.Glm.Features;
using Gyrus.IO.Npy;

namespace Gyrus.IO.EncodingModels;

/// <summary>The kept lines of columns that stay on disk, in several files.</summary>
internal sealed class RecordingSource : ICovariateSource, IDisposable
{
    private readonly (NpyCovariates Table, int Column)[] _columns;
    private readonly int[] _first;
    private readonly int[] _line;

    /// <summary>Creates a source.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="kept">The lines, rising. Runs of them are read at once.</param>
    public RecordingSource((NpyCovariates Table, int Column)[] columns, int[] kept)
    {
        (_columns, Samples) = (columns, kept.Length);
        int[] starts = [.. Enumerable.Range(0, kept.Length).Where(i => i == 0 || kept[i] != kept[i - 1] + 1)];
        (_first, _line) = (starts, Array.ConvertAll(starts, i => kept[i]));
    }

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public int Columns => _columns.Length;

    /// <inheritdoc/>
    public void Read(int column, int start, Span<double> target)
    {
        (NpyCovariates table, int own) = _columns[column];
        int run = Array.BinarySearch(_first, start);
        run = run >= 0 ? run : ~run - 1;
        for (int done = 0; done < target.Length; run++)
        {
            int end = run + 1 < _first.Length ? _first[run + 1] : Samples;
            int count = Math.Min(end - (start + done), target.Length - done);
            table.Read(own, _line[run] + start + done - _first[run], target.Slice(done, count));
            done += count;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (NpyCovariates table in _columns.Select(static c => c.Table).Distinct())
        {
            table.Dispose();
        }
    }
}
