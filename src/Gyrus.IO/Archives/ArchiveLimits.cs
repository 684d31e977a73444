namespace Gyrus.IO.Archives;

/// <summary>How much an archive may make of itself when it is unpacked: a few kilobytes can hold terabytes of zeros.</summary>
public sealed record ArchiveLimits
{
    /// <summary>Gets the most entries. Positive; 20,000.</summary>
    public int MostEntries { get; init; } = 20_000;

    /// <summary>Gets the most bytes of all entries together, as they are written. Positive; 8 GiB.</summary>
    public long MostBytes { get; init; } = 8L << 30;

    /// <summary>
    /// Gets how many times larger than the archive its content may be, once it is larger than <see cref="FreeBytes"/>. Positive; 200.
    /// </summary>
    /// <remarks>Deflate packs zeros 1032 to 1; images of the brain that are mostly zero reach about 100.</remarks>
    public double MostRatio { get; init; } = 200;

    /// <summary>Gets the bytes that are never too many for the ratio. 64 MiB.</summary>
    public long FreeBytes { get; init; } = 64L << 20;

    /// <summary>The most bytes that an archive of this length may hold.</summary>
    internal long MostBytesOf(long archive) =>
        Math.Min(MostBytes, Math.Max(FreeBytes, (long)Math.Min(archive * MostRatio, long.MaxValue / 2)));
}
