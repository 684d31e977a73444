using System.Numerics.Tensors;
using Gyrus.Imaging;
using static System.FormattableString;

namespace Gyrus.IO.Nifti;

/// <summary>One pass over the data of an image, in blocks that stay in the cache between reading and converting.</summary>
internal sealed class NiftiVolumeReader : IVolumeReader
{
    private const int BlockBytes = 256 * 1024;

    private readonly string _path;
    private readonly NiftiLayout _layout;
    private readonly Stream _stream;
    private readonly byte[] _block;
    private readonly bool _swap;
    private readonly bool _gzip;
    private readonly (double Slope, double Intercept)? _scaling;
    private long _offset;
    private int _volume;

    public NiftiVolumeReader(string path, NiftiHeader header, NiftiLayout layout, NiftiReadOptions options)
    {
        if (header.Scaling is (_, double intercept) && !double.IsFinite(intercept))
        {
            throw new InvalidDataException(
                Invariant(
                    $"{path}: expected a finite scl_inter beside scl_slope {header.ScaleSlope}, but found {intercept}."
                )
            );
        }

        (Stream stream, _gzip, long length) = InputFile.Open(path);
        try
        {
            // Again, because the file may have changed since the image was opened.
            layout.RequireRoom(path, _gzip, length);
            _stream = _gzip && options.UnpacksAhead ? new ReadAheadStream(stream) : stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }

        (_path, _layout) = (path, layout);
        _swap = header.IsBigEndian == BitConverter.IsLittleEndian;
        _scaling = header.Scaling;
        _block = new byte[(int)Math.Min(BlockBytes, Math.Max(layout.VolumeBytes, 4096))];
    }

    public bool ReadNext(Span<double> destination)
    {
        if (destination.Length != _layout.Grid.Voxels)
        {
            throw new ArgumentException(
                Invariant($"Expected one value per voxel ({_layout.Grid.Voxels}), but got {destination.Length}.")
            );
        }

        if (_volume == _layout.Volumes)
        {
            return false;
        }

        if (_volume == 0)
        {
            SkipToData();
        }

        int size = NumberConversion.Size(_layout.Stored);
        int perBlock = _block.Length / size;
        for (int at = 0; at < destination.Length; at += perBlock)
        {
            Span<double> part = destination.Slice(at, Math.Min(perBlock, destination.Length - at));
            Span<byte> raw = _block.AsSpan(0, part.Length * size);
            Fill(raw);
            Convert(raw, size, part);
        }

        _volume++;
        if (_volume == _layout.Volumes && _gzip)
        {
            // Reading on makes the unpacker compare the check sum, which it does only at the end of the data.
            InputFile.ReadUpTo(_stream, _block.AsSpan(0, 1), _path, _offset);
        }

        return true;
    }

    public void Dispose() => _stream.Dispose();

    private void Convert(Span<byte> raw, int size, Span<double> part)
    {
        if (_swap)
        {
            NumberConversion.SwapBytes(size, raw);
        }

        NumberConversion.ToDouble(_layout.Stored, raw, part);
        if (_scaling is (double slope, double intercept))
        {
            // Two roundings, not a fused one: the bits that other readers give.
            TensorPrimitives.Multiply(part, slope, part);
            TensorPrimitives.Add(part, intercept, part);
        }
    }

    private void SkipToData()
    {
        if (!_gzip)
        {
            _stream.Position = _layout.Offset;
            _offset = _layout.Offset;
            return;
        }

        while (_offset < _layout.Offset)
        {
            Fill(_block.AsSpan(0, (int)Math.Min(_block.Length, _layout.Offset - _offset)));
        }
    }

    private void Fill(Span<byte> bytes)
    {
        int read = InputFile.ReadUpTo(_stream, bytes, _path, _offset);
        if (read < bytes.Length)
        {
            throw new InvalidDataException(
                Invariant(
                    $"{_path}: header promises {_layout.DataBytes:N0} bytes of data at offset {_layout.Offset}, but the{(_gzip ? " unpacked" : "")} file ends at {_offset + read:N0}, in volume {_volume + 1} of {_layout.Volumes}."
                )
            );
        }

        _offset += read;
    }
}
