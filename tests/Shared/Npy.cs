using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Gyrus.Testing;

/// <summary>An array of a golden .npy file, as doubles in the file's order (C order), for tests only.</summary>
public sealed record Npy(int[] Shape, double[] Values)
{
    public static Npy Golden(params ReadOnlySpan<string> parts) => Read(SharedFolder.Path(["golden", .. parts]));

    public static Npy Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int headerLength = bytes[6] == 1 ? BitConverter.ToUInt16(bytes, 8) : BitConverter.ToInt32(bytes, 8);
        int start = bytes[6] == 1 ? 10 : 12;
        string header = Encoding.Latin1.GetString(bytes, start, headerLength);
        string descr = header.Split("'descr': '")[1].Split('\'')[0];
        if (header.Contains("'fortran_order': True", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: Fortran order is not expected in a golden.");
        }

        int[] shape =
        [
            .. header
                .Split("'shape': (")[1]
                .Split(')')[0]
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(s => int.Parse(s, CultureInfo.InvariantCulture)),
        ];
        int count = shape.Aggregate(1, (a, b) => a * b);
        double[] values = new double[count];
        int size = int.Parse(descr[2..], CultureInfo.InvariantCulture);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> at = bytes.AsSpan(start + headerLength + (i * size), size);
            values[i] = descr[1..] switch
            {
                "f8" => BinaryPrimitives.ReadDoubleLittleEndian(at),
                "f4" => BinaryPrimitives.ReadSingleLittleEndian(at),
                "i8" => BinaryPrimitives.ReadInt64LittleEndian(at),
                "i4" => BinaryPrimitives.ReadInt32LittleEndian(at),
                "i2" => BinaryPrimitives.ReadInt16LittleEndian(at),
                "u1" or "b1" => at[0],
                "i1" => (sbyte)at[0],
                _ => throw new InvalidDataException($"{path}: unexpected type {descr}."),
            };
        }

        return new Npy(shape, values);
    }

    /// <summary>A 2-D array as (rows, columns, row-major values); a 1-D array is one column.</summary>
    public (int Rows, int Columns) Size2D => Shape.Length == 1 ? (Shape[0], 1) : (Shape[0], Shape[1]);

    public double Scalar => Values.Single();
}
