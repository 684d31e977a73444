using System.Buffers;
using System.IO.MemoryMappedFiles;
using Gyrus.Glm.Features;
using static System.FormattableString;

namespace Gyrus.IO.Npy;

/// <summary>Columns of numbers in an npy file (samples × columns; float32 say) that is mapped into memory, not read.</summary>
/// <remarks>
/// Fortran order keeps the samples of a column together and is fastest; of C order a row is passed over for each number. The pages of the file that were
/// read count as memory of the process with some tools; the system takes them back whenever it needs room.
/// </remarks>
public sealed unsafe class NpyCovariates : ICovariateSource, IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long _offset;
    private readonly StoredNumber _stored;
    private readonly int _bytes;
    private readonly bool _byColumns;

    private NpyCovariates(string path, NpyHeader header)
    {
        (Samples, Columns) = (header.Shape[0], header.Shape.Count == 2 ? header.Shape[1] : 1);
        (_offset, _stored, _bytes) = (header.Offset, header.Stored, header.ItemBytes);
        _byColumns = header.IsFortranOrder || Columns == 1;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
    }

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public int Columns { get; }

    /// <summary>Opens a file, which must stay as it is until this is disposed.</summary>
    /// <exception cref="InvalidDataException">Not an npy file of one or two axes of little-endian numbers, compressed, or cut short.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static NpyCovariates Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (Stream stream, bool gzip, long length) = InputFile.Open(path);
        using (stream)
        {
            NpyHeader header = NpyHeader.Read(stream, path, long.MaxValue);
            header.RequireRoom(path, InputFile.MostBytes(gzip, length));
            bool wellShaped = header.Shape.Count is 1 or 2 && header.Bytes > 0;
            if (gzip || (header.IsBigEndian && header.ItemBytes > 1) || !wellShaped)
            {
                throw new InvalidDataException(
                    Invariant(
                        $"{path}: expected an uncompressed array of 1 or 2 axes of little-endian numbers to stream from, but found shape ({string.Join(", ", header.Shape)}), {header.Stored}{(gzip ? ", gzipped" : "")}{(header.IsBigEndian ? ", big-endian" : "")}."
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
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + target.Length, Samples, nameof(start));
        long first = _byColumns ? ((long)column * Samples) + start : ((long)start * Columns) + column;
        byte* mapped = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref mapped);
        try
        {
            byte* at = mapped + _view.PointerOffset + _offset + (first * _bytes);
            if (_byColumns)
            {
                NumberConversion.ToDouble(_stored, new ReadOnlySpan<byte>(at, target.Length * _bytes), target);
            }
            else
            {
                Strided(at, (long)Columns * _bytes, target);
            }
        }
        finally
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private void Strided(byte* at, long step, Span<double> target)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(target.Length * _bytes);
        fixed (byte* side = rented)
        {
            for (int i = 0; i < target.Length; i++, at += step)
            {
                switch (_bytes)
                {
                    case 4:
                        ((uint*)side)[i] = *(uint*)at;
                        break;
                    case 8:
                        ((ulong*)side)[i] = *(ulong*)at;
                        break;
                    default:
                        new ReadOnlySpan<byte>(at, _bytes).CopyTo(new Span<byte>(side + (i * _bytes), _bytes));
                        break;
                }
            }

            NumberConversion.ToDouble(_stored, new ReadOnlySpan<byte>(side, target.Length * _bytes), target);
        }

        ArrayPool<byte>.Shared.Return(rented);
    }
}
