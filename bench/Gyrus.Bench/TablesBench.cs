using System.Runtime.InteropServices;
using Gyrus.IO.Tables;
using Gyrus.Numerics;

namespace Gyrus.Bench;

/// <summary>Reading and writing region signals as TSV: 1,200 samples of 400 regions, 17 digits.</summary>
internal static class TablesBench
{
    public static void Run(string[] args)
    {
        string folder = Directory.CreateTempSubdirectory("gyrus-bench-").FullName;
        try
        {
            double[] values = new double[1200 * 400];
            new Rng(1).FillNormal(values);
            var matrix = Matrix.FromColumnMajor(1200, 400, values);
            string[] names = [.. Enumerable.Range(1, 400).Select(i => $"region-{i}")];
            string path = Path.Combine(folder, "signals.tsv");
            double write = ThreadClock.LeastSeconds(() => TsvWriter.WriteMatrix(path, matrix, names));
            double read = ThreadClock.LeastSeconds(() => SignalsTable.Read(path));
            double megabytes = new FileInfo(path).Length / 1e6;
            Console.WriteLine(
                $"{RuntimeInformation.FrameworkDescription}, TSV of {megabytes:0.0} MB, thread CPU, minima"
            );
            Console.WriteLine($"read {1e3 * read:0} ms, {megabytes / read:0} MB/s; write {1e3 * write:0} ms");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
