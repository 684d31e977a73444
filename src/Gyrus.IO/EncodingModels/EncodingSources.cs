using Gyrus.Glm.Features;
using static System.FormattableString;

namespace Gyrus.IO.EncodingModels;

/// <summary>Where a model file finds its recording.</summary>
public sealed record EncodingSources
{
    /// <summary>Gets the tables of one line per bin, side by side: .csv, .tsv, .npy or .npz, perhaps gzipped. Full paths.</summary>
    public required IReadOnlyList<string> Tables { get; init; }

    /// <summary>Gets the columns that hold the responses; a name that ends in * stands for all that begin so. Empty with <see cref="Spikes"/>.</summary>
    public IReadOnlyList<string> Responses { get; init; } = [];

    /// <summary>Gets a value indicating whether the response is a column of classes, text or numbers. False.</summary>
    public bool AreLabels { get; init; }

    /// <summary>Gets the table of spike times, or null where the responses are columns. Full path.</summary>
    public string? Spikes { get; init; }

    /// <summary>Gets the column of the spike times in seconds.</summary>
    public string SpikeTime { get; init; } = "time";

    /// <summary>Gets the column that names the neuron of each spike, or null for one neuron.</summary>
    public string? SpikeNeuron { get; init; }

    /// <summary>Gets the column of the bins' times in seconds, or null. With spike times: where each bin begins.</summary>
    public string? Time { get; init; }

    /// <summary>Gets the width of a bin in seconds, or null for the median step of <see cref="Time"/>.</summary>
    public double? BinWidthSeconds { get; init; }

    /// <summary>Gets the column that names the trial of each bin, or null for one trial.</summary>
    public string? Trials { get; init; }

    /// <summary>Gets the column of what is added to the linear predictor, or null.</summary>
    public string? Offset { get; init; }

    /// <summary>Gets which bins are kept: the texts or numbers that a column may have. Empty: all.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Where { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Gets the part of the bins that is kept, of those that <see cref="Where"/> keeps in the order of the lines, as shares of them: [0, 0.8] is the first 80 %. [0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not within [0, 1], or empty.</exception>
    public Interval Portion
    {
        get;
        init =>
            field = value is { Low: >= 0, High: <= 1, Length: > 0 }
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(Portion),
                    Invariant($"Portion must be a part [from, to] of [0, 1], but was [{value.Low}, {value.High}].")
                );
    } = new(0, 1);

    /// <summary>Gets every file.</summary>
    public IReadOnlyList<string> Files => Spikes is null ? Tables : [.. Tables, Spikes];
}
