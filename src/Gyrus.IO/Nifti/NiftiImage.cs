using Gyrus.Imaging;
using static System.FormattableString;

namespace Gyrus.IO.Nifti;

/// <summary>
/// A NIfTI image that is read volume by volume: the value of a voxel is scl_slope·stored + scl_inter as a double.
/// </summary>
/// <remarks>
/// <para>
/// Reads <c>.nii</c>, <c>.hdr</c>/<c>.img</c> pairs and both gzipped (the first bytes tell), versions 1 and 2, both byte
/// orders, integers of 8 to 64 bits and floats of 32 and 64. Memory: a block of 256 KB per pass, and 1.5 MB when
/// unpacking ahead; nothing is allocated before the header has been checked against the length of the file.
/// </para>
/// <para>Axes of length 1 at the end are dropped; an image with two long axes beyond space is refused.</para>
/// </remarks>
public sealed class NiftiImage : IVolumeSeries
{
    private readonly NiftiLayout _layout;
    private readonly NiftiReadOptions _options;
    private readonly string _dataPath;

    private NiftiImage(
        string path,
        (string Header, string Data) files,
        NiftiHeader header,
        NiftiLayout layout,
        NiftiReadOptions options
    )
    {
        Name = path;
        Header = header;
        Files = files.Header == files.Data ? [files.Header] : [files.Header, files.Data];
        _dataPath = files.Data;
        _layout = layout;
        _options = options;
    }

    /// <summary>Gets the path as it was given.</summary>
    public string Name { get; }

    /// <summary>Gets the files it is read from: one, or the two of a pair.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Gets the header.</summary>
    public NiftiHeader Header { get; }

    /// <inheritdoc/>
    public Grid Grid => _layout.Grid;

    /// <inheritdoc/>
    public int Count => _layout.Volumes;

    /// <summary>Gets the repetition time in seconds (a header without a unit of time means seconds), or null.</summary>
    public double? RepetitionTimeSeconds => Header.Shape is [_, _, _, > 1, ..] ? Header.RepetitionTimeSeconds : null;

    /// <summary>Gets what is suspicious about the header though the image can be used.</summary>
    public IReadOnlyList<string> Warnings => NiftiDoubts.About(this);

    /// <summary>Opens an image: reads and checks its header. No file stays open.</summary>
    /// <param name="path">A <c>.nii</c> file, or either file of a pair; perhaps gzipped.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <exception cref="InvalidDataException">Not a NIfTI file, damaged, or of a kind that is not read.</exception>
    /// <exception cref="IOException">A file is absent or cannot be read.</exception>
    public static NiftiImage Open(string path, NiftiReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string headerPath = NiftiPair.HeaderOf(path);
        NiftiHeader header = NiftiHeaderReader.Read(headerPath);
        NiftiLayout layout = NiftiLayout.Of(header, headerPath);
        string dataPath = header.IsPair ? NiftiPair.DataOf(headerPath) : headerPath;
        (Stream stream, bool gzip, long length) = InputFile.Open(dataPath);
        stream.Dispose();
        layout.RequireRoom(dataPath, gzip, length);
        return new NiftiImage(path, (headerPath, dataPath), header, layout, options ?? new NiftiReadOptions());
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The data are damaged.</exception>
    public IVolumeReader Open() => new NiftiVolumeReader(_dataPath, Header, _layout, _options);

    /// <summary>Reads the only volume of a 3-D image (a mask, a label atlas).</summary>
    /// <exception cref="InvalidDataException">The image has more than one volume, or is damaged.</exception>
    public Volume ReadVolume()
    {
        if (Count != 1)
        {
            throw new InvalidDataException(
                Invariant($"{Name}: expected a 3-D image, but this one has {Count} volumes.")
            );
        }

        return new Volume(Grid, ReadAll()[0]);
    }

    /// <summary>Reads all volumes into memory, 8 bytes per voxel.</summary>
    /// <exception cref="InvalidDataException">The data are damaged.</exception>
    public VolumeSeries ReadSeries() => new(Name, Grid, ReadAll()) { RepetitionTimeSeconds = RepetitionTimeSeconds };

    private List<double[]> ReadAll()
    {
        // Volume after volume, so that a file that ends early costs no more memory than it has data.
        var volumes = new List<double[]>();
        using IVolumeReader reader = Open();
        for (int volume = 0; volume < Count; volume++)
        {
            double[] values = new double[Grid.Voxels];
            reader.ReadNext(values);
            volumes.Add(values);
        }

        return volumes;
    }
}
