using System.Buffers.Binary;
using System.Text;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.IO.Npy;

/// <summary>Arrays in numpy's file format.</summary>
/// <remarks>
/// Reads versions 1 to 3, booleans, integers of 8 to 64 bits and floats of 16 to 64, both byte orders, C and Fortran
/// order. Writes version 1, <c>&lt;f8</c>, C order. The format: numpy.lib.format in the NumPy reference.
/// </remarks>
public static class NpyFile
{
    /// <summary>Reads a file, perhaps gzipped.</summary>
    /// <exception cref="InvalidDataException">Not an npy file, damaged, or of a type that is no real number.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static NpyArray Read(string path)
    {
        (NpyHeader header, double[] values) = ReadAsStored(path);
        return new NpyArray(header.Shape, header.IsFortranOrder ? ToCOrder(header.Shape, values) : values);
    }

    /// <summary>Reads an array of one axis (one column) or two (rows, columns) that has at least one value.</summary>
    /// <exception cref="InvalidDataException">As for <see cref="Read(string)"/>, or the array has another number of axes or no value.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static Matrix ReadMatrix(string path)
    {
        (NpyHeader header, double[] values) = ReadAsStored(path);
        if (header.Shape.Count is not (1 or 2) || values.Length == 0)
        {
            throw new InvalidDataException(
                Invariant(
                    $"{path}: expected an array of 1 or 2 axes with at least one value, but its shape is ({string.Join(", ", header.Shape)})."
                )
            );
        }

        (int rows, int columns) = (header.Shape[0], header.Shape.Count == 2 ? header.Shape[1] : 1);
        return header.IsFortranOrder || columns == 1
            ? Matrix.FromColumnMajor(rows, columns, values)
            : Matrix.FromRowMajor(rows, columns, values);
    }

    /// <summary>The header and the values in the order of the file.</summary>
    private static (NpyHeader Header, double[] Values) ReadAsStored(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (Stream stream, bool gzip, long length) = InputFile.Open(path);
        using (stream)
        {
            return ReadAsStored(stream, path, InputFile.MostBytes(gzip, length));
        }
    }

    /// <summary>Reads an array from where its header begins.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="mostBytes">The most bytes that can follow, so that a header cannot ask for more memory than that.</param>
    internal static NpyArray Read(Stream stream, string path, long mostBytes)
    {
        (NpyHeader header, double[] values) = ReadAsStored(stream, path, mostBytes);
        return new NpyArray(header.Shape, header.IsFortranOrder ? ToCOrder(header.Shape, values) : values);
    }

    private static (NpyHeader Header, double[] Values) ReadAsStored(Stream stream, string path, long mostBytes)
    {
        NpyHeader header = NpyHeader.Read(stream, path);
        header.RequireRoom(path, mostBytes);
        double[] values = new double[header.Count];
        byte[] block = new byte[(int)Math.Min(256 * 1024, Math.Max(8, (long)header.Count * header.ItemBytes))];
        int perBlock = block.Length / header.ItemBytes;
        long offset = header.Offset;
        for (int at = 0; at < values.Length; at += perBlock)
        {
            Span<double> part = values.AsSpan(at, Math.Min(perBlock, values.Length - at));
            Span<byte> raw = block.AsSpan(0, part.Length * header.ItemBytes);
            int read = InputFile.ReadUpTo(stream, raw, path, offset);
            offset += read;
            if (read < raw.Length)
            {
                throw header.Short(path, offset);
            }

            if (header.IsBigEndian == BitConverter.IsLittleEndian)
            {
                NumberConversion.SwapBytes(header.ItemBytes, raw);
            }

            NumberConversion.ToDouble(header.Stored, raw, part);
        }

        return (header, values);
    }

    /// <summary>Writes a matrix as a 2-D array.</summary>
    /// <exception cref="IOException">The folder is absent or cannot be written.</exception>
    public static void Write(string path, Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        double[] rows = new double[(long)matrix.Rows * matrix.Columns];
        for (int i = 0, at = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < matrix.Columns; j++)
            {
                rows[at++] = matrix[i, j];
            }
        }

        Write(path, new NpyArray([matrix.Rows, matrix.Columns], rows));
    }

    /// <summary>Writes an array.</summary>
    /// <exception cref="IOException">The folder is absent or cannot be written.</exception>
    public static void Write(string path, NpyArray array)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(array);
        AtomicFile.Write(path, stream => Write(stream, array));
    }

    /// <summary>Writes an array where the bytes of the file go, or of an entry of an npz file.</summary>
    internal static void Write(Stream stream, NpyArray array)
    {
        string shape = array.Shape.Count == 1 ? Invariant($"{array.Shape[0]},") : string.Join(", ", array.Shape);
        string header = $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({shape}), }}";
        int length = ((10 + header.Length + 1 + 63) / 64 * 64) - 10; // so that the values begin at a multiple of 64
        header = header.PadRight(length - 1) + '\n';
        Span<byte> preamble = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(preamble[8..], (ushort)header.Length);
        stream.Write(preamble);
        stream.Write(Encoding.ASCII.GetBytes(header));
        WriteValues(stream, array.Values.Span);
    }

    private static void WriteValues(Stream stream, ReadOnlySpan<double> values)
    {
        byte[] block = new byte[64 * 1024];
        for (int at = 0; at < values.Length; at += block.Length / 8)
        {
            ReadOnlySpan<double> part = values.Slice(at, Math.Min(block.Length / 8, values.Length - at));
            Span<byte> raw = block.AsSpan(0, part.Length * 8);
            NumberConversion.FromDouble(StoredNumber.Float64, part, raw);
            if (!BitConverter.IsLittleEndian)
            {
                NumberConversion.SwapBytes(8, raw);
            }

            stream.Write(raw);
        }
    }

    private static double[] ToCOrder(IReadOnlyList<int> shape, double[] values)
    {
        double[] result = new double[values.Length];
        int[] index = new int[shape.Count];
        for (int at = 0; at < values.Length; at++)
        {
            long target = 0;
            for (int axis = 0; axis < shape.Count; axis++)
            {
                target = (target * shape[axis]) + index[axis];
            }

            result[target] = values[at];
            for (int axis = 0; axis < shape.Count && ++index[axis] == shape[axis]; axis++)
            {
                index[axis] = 0;
            }
        }

        return result;
    }
}
