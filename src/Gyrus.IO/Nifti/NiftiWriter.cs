using System.IO.Compression;
using Gyrus.Imaging;
using static System.FormattableString;

namespace Gyrus.IO.Nifti;

/// <summary>Writes a NIfTI-1 image volume by volume; the file appears, whole, when <see cref="Complete"/> is called.</summary>
/// <remarks>
/// <para>
/// The affine goes into the sform and, when its axes are at right angles, into the qform too (a quaternion cannot hold a
/// shear: qform_code is 0 then). Numbers of the header are 32-bit floats; scl_slope is 1.
/// </para>
/// <para>Integers are rounded to nearest, halves to even; a value that does not fit is an error, never a wrap-around.</para>
/// </remarks>
public sealed class NiftiWriter : IDisposable
{
    private const int BlockVoxels = 32 * 1024;

    private readonly AtomicFile _file;
    private readonly Stream _stream;
    private readonly Grid _grid;
    private readonly int _volumes;
    private readonly StoredNumber _stored;
    private readonly byte[] _block;
    private int _written;

    private NiftiWriter(string path, Grid grid, int volumes, NiftiWriteOptions options)
    {
        bool gzip = path.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase);
        if (!gzip && !path.EndsWith(".nii", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"{path}: expected a name that ends in .nii or .nii.gz.", nameof(path));
        }

        (_grid, _volumes) = (grid, volumes);
        byte[] header = NiftiHeaderWriter.Create(grid, volumes, options);
        _stored = NiftiFormat.Stored(options.DataType, path, 70);
        _block = new byte[BlockVoxels * NumberConversion.Size(_stored)];
        _file = AtomicFile.Create(path);
        _stream = gzip ? new GZipStream(_file.Stream, options.Compression, leaveOpen: true) : _file.Stream;
        try
        {
            _stream.Write(header);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Starts an image.</summary>
    /// <param name="path">The name, ending in <c>.nii</c> or <c>.nii.gz</c>.</param>
    /// <param name="grid">The lattice of each volume; at most 32,767 voxels an axis (a limit of NIfTI-1).</param>
    /// <param name="volumes">The number of volumes, 1 to 32,767; 1 makes a 3-D image.</param>
    /// <param name="options">Type, space, repetition time; null for the defaults.</param>
    /// <exception cref="ArgumentException">The name has another ending, or a number is out of range.</exception>
    /// <exception cref="IOException">The folder is absent or cannot be written.</exception>
    public static NiftiWriter Create(string path, Grid grid, int volumes = 1, NiftiWriteOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(grid);
        return new NiftiWriter(path, grid, volumes, options ?? new NiftiWriteOptions());
    }

    /// <summary>Writes a 3-D image in one go.</summary>
    /// <inheritdoc cref="Create"/>
    public static void Write(string path, Volume volume, NiftiWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(volume);
        using NiftiWriter writer = Create(path, volume.Grid, 1, options);
        writer.Append(volume.Values);
        writer.Complete();
    }

    /// <summary>Writes all volumes of a series; its repetition time is kept unless the options give one.</summary>
    /// <inheritdoc cref="Create"/>
    public static void Write(
        string path,
        IVolumeSeries series,
        NiftiWriteOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(series);
        options ??= new NiftiWriteOptions();
        options = options with
        {
            RepetitionTimeSeconds = options.RepetitionTimeSeconds ?? series.RepetitionTimeSeconds,
        };
        using NiftiWriter writer = Create(path, series.Grid, series.Count, options);
        using IVolumeReader reader = series.Open();
        double[] volume = new double[series.Grid.Voxels];
        while (reader.ReadNext(volume))
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Append(volume);
        }

        writer.Complete();
    }

    /// <summary>Appends the next volume.</summary>
    /// <param name="volume">One value per voxel, the first axis running fastest.</param>
    /// <exception cref="ArgumentException">Not one value per voxel, or a value does not fit the type.</exception>
    /// <exception cref="InvalidOperationException">All volumes have been written.</exception>
    public void Append(ReadOnlySpan<double> volume)
    {
        if (volume.Length != _grid.Voxels)
        {
            throw new ArgumentException(
                Invariant($"Expected one value per voxel ({_grid.Voxels}), but got {volume.Length}.")
            );
        }

        if (_written == _volumes)
        {
            throw new InvalidOperationException(
                Invariant($"{_file.Path}: all {_volumes} volumes have been written already.")
            );
        }

        int size = NumberConversion.Size(_stored);
        for (int at = 0; at < volume.Length; at += BlockVoxels)
        {
            ReadOnlySpan<double> part = volume.Slice(at, Math.Min(BlockVoxels, volume.Length - at));
            Span<byte> raw = _block.AsSpan(0, part.Length * size);
            int misfit = NumberConversion.FromDouble(_stored, part, raw);
            if (misfit >= 0)
            {
                throw new ArgumentException(
                    Invariant(
                        $"{_file.Path}: {part[misfit]:R} at voxel {at + misfit} of volume {_written + 1} does not fit {_stored}."
                    )
                );
            }

            if (!BitConverter.IsLittleEndian)
            {
                NumberConversion.SwapBytes(size, raw);
            }

            _stream.Write(raw);
        }

        _written++;
    }

    /// <summary>Ends the image and gives the file its name.</summary>
    /// <exception cref="InvalidOperationException">Fewer volumes than promised have been written.</exception>
    public void Complete()
    {
        if (_written != _volumes)
        {
            throw new InvalidOperationException(
                Invariant($"{_file.Path}: expected {_volumes} volumes, but only {_written} have been written.")
            );
        }

        if (_stream != _file.Stream)
        {
            _stream.Dispose();
        }

        _file.Commit();
    }

    /// <summary>Removes what was written, unless <see cref="Complete"/> has been called.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        _file.Dispose();
    }
}
