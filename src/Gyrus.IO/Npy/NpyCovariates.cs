using System.IO.MemoryMappedFiles;
using Gyrus.Glm.Features;
using static System.FormattableString;

namespace Gyrus.IO.Npy;

/// <summary>Covariates of a design in an npy file (float32 or float64, samples × columns) that is mapped into memory, not read.</summary>
/// <remarks>Fortran order keeps the samples of a column together and is fast; C order is read number by number.</remarks>
public sealed class NpyCovariates : ICovariateSource, IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long _offset;
    private readonly int _bytes;
    private readonly bool _byColumns;

    private NpyCovariates(string path, NpyHeader header)
    {
        (Samples, Columns) = (header.Shape[0], header.Shape.Count == 2 ? header.Shape[1] : 1);
        (_offset, _bytes) = (header.Offset, header.ItemBytes);
        _byColumns = header.IsFortranOrder || Columns == 1;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
    }

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public int Columns { get; }

    /// <summary>Opens a file, which must stay as it is until this is disposed.</summary>
    /// <exception cref="InvalidDataException">Not an npy file of one or two axes of little-endian float32 or float64, compressed, or cut short.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static NpyCovariates Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (Stream stream, bool gzip, long length) = InputFile.Open(path);
        using (stream)
        {
            NpyHeader header = NpyHeader.Read(stream, path);
            header.RequireRoom(path, InputFile.MostBytes(gzip, length));
            bool wellShaped = header.Shape.Count is 1 or 2 && header.Count > 0;
            if (
                gzip
                || header.IsBigEndian
                || header.Stored is not (StoredNumber.Float32 or StoredNumber.Float64)
                || !wellShaped
            )
            {
                throw new InvalidDataException(
                    Invariant(
                        $"{path}: expected an uncompressed array of 1 or 2 axes of little-endian float32 or float64 to stream from, but found shape ({string.Join(", ", header.Shape)}), {header.Stored}{(gzip ? ", gzipped" : "")}{(header.IsBigEndian ? ", big-endian" : "")}."
                    )
                );
            }

            return new NpyCovariates(path, header);
        }
    }

    /// <inheritdoc/>
    public void Read(int column, int start, Span<double> target)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Columns, nameof(column));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(start + target.Length), (uint)Samples, nameof(start));
        long first = _byColumns ? ((long)column * Samples) + start : ((long)start * Columns) + column;
        long step = (_byColumns ? 1 : Columns) * (long)_bytes;
        long at = _offset + (first * _bytes);
        for (int i = 0; i < target.Length; i++, at += step)
        {
            target[i] = _bytes == 4 ? _view.ReadSingle(at) : _view.ReadDouble(at);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
