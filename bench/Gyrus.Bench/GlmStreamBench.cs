using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Gyrus.IO.EncodingModels;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Testing;
using static System.FormattableString;

namespace Gyrus.Bench;

/// <summary>A recording that stays on disk: <c>gyrus glm fit</c> with a stored and with a streamed design, each in a process of its own.</summary>
/// <remarks>
/// The recording is spikes_position_speed of the folder that GYRUS_SHARED names, repeated; covariates are float32, counts bytes. Arguments: the repeats (100);
/// <c>columns=12</c>, the raised cosines of each of the two covariates; <c>verb=fit</c> or path. Columns of the table: seconds on the clock, seconds of processor
/// time, the largest resident set, and the same without the pages of mapped files.
/// </remarks>
internal static class GlmStreamBench
{
    public static void Run(string[] args)
    {
        if (!SharedFolder.Exists)
        {
            Console.WriteLine("The shared folder of recordings is absent (set GYRUS_SHARED).");
            return;
        }

        int repeats = args.Length > 0 && int.TryParse(args[0], out int given) ? given : 100;
        int columns = (int)GlmPathBench.Option(args, "columns", 12);
        string verb = args.Contains("verb=path") ? "path" : "fit";
        string folder = Directory.CreateTempSubdirectory("gyrus-stream-").FullName;
        try
        {
            string model = Write(folder, repeats, columns);
            EncodingStudy study = new()
            {
                Model = ModelFile.Read(model).Model,
                Recording = ModelFile.Read(model).OpenRecording(),
                Threads = 2,
            };
            EncodingMemory memory = EncodingMemory.Of(study, verb == "path" ? EncodingWork.Path : EncodingWork.Fit);
            string least = Invariant($"--memory={(memory.StreamedBytes >> 20) + 1}");
            Console.WriteLine(
                Invariant(
                    $"{study.Recording.Bins:N0} bins; stated: {memory.StreamedBytes / 1048576.0:0} MiB streamed on two threads, about {memory.StoredBytes / 1048576.0:0} MiB stored"
                )
            );
            Console.WriteLine("| design | threads | clock s | CPU s | peak MiB | without mapped files | said |");
            Console.WriteLine("|---|---|---|---|---|---|---|");
            Row("stored", verb, model, folder, "--threads=1");
            Row("streamed", verb, model, folder, "--threads=1", least);
            Row("streamed", verb, model, folder, "--threads=2", least);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Row(string design, string verb, string model, string folder, params string[] options)
    {
        string[] words = ["glm", verb, model, "--out", Path.Combine(folder, design), .. options];
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "gyrus-cli.dll"), .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        (double all, double own, double cpu) = (0, 0, 0);
        while (!process.WaitForExit(20))
        {
            (double a, double o) = (Status(process.Id, "VmHWM"), Status(process.Id, "RssAnon"));
            (all, own) = (Math.Max(all, a), Math.Max(own, o));
            process.Refresh();
            cpu = process.HasExited ? cpu : process.TotalProcessorTime.TotalSeconds;
        }

        string passes =
            output.Result.Split('\n').FirstOrDefault(static l => l.Contains("passes", StringComparison.Ordinal)) ?? "";
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(error.Result);
        }

        Console.WriteLine(
            Invariant(
                $"| {design} | {options[0][^1]} | {watch.Elapsed.TotalSeconds:0.0} | {cpu:0.0} | {all:0} | {own:0} | {passes.Trim()} |"
            )
        );
    }

    /// <summary>A number of /proc, in MiB; 0 when the process has ended.</summary>
    private static double Status(int id, string name)
    {
        try
        {
            string? line = File.ReadLines(Invariant($"/proc/{id}/status"))
                .FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.Ordinal));
            return line is null
                ? 0
                : double.Parse(
                    line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
                    CultureInfo.InvariantCulture
                ) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Writes the arrays and the model.</summary>
    private static string Write(string folder, int repeats, int columns)
    {
        (string path, _) = RecordedModels.Write(folder, "position-speed", recording: "");
        ModelFile once = ModelFile.Read(path);
        EncodingRecording recording = RecordingReader.Read(once.Sources with { Portion = new(0, 1) });
        float[][] covariates =
        [
            .. new[] { "position_cm", "speed_cm_s" }.Select(name =>
                Array.ConvertAll(recording.Find([name]).Columns.Column(0).ToArray(), static v => (float)v)
            ),
        ];
        byte[] counts = Array.ConvertAll(recording.Responses.Column(0).ToArray(), static v => (byte)v);
        int bins = recording.Bins * repeats;
        using (FileStream file = Create(folder, "covariates.npy", "<f4", $"({bins}, 2)"))
        {
            foreach (float[] covariate in covariates)
            {
                for (int k = 0; k < repeats; k++)
                {
                    file.Write(MemoryMarshal.AsBytes<float>(covariate));
                }
            }
        }

        using (FileStream file = Create(folder, "count.npy", "|u1", $"({bins},)"))
        {
            for (int k = 0; k < repeats; k++)
            {
                file.Write(counts);
            }
        }

        string model = Path.Combine(folder, "model.json");
        File.WriteAllText(
            model,
            $$"""
            {
              "data": { "tables": ["covariates.npy", "count.npy"], "responses": "count", "binWidthSeconds": 0.05 },
              "features": [
                { "name": "position", "covariate": "covariates_1", "basis": { "kind": "raisedCosine", "count": {{columns}} } },
                { "name": "speed", "covariate": "covariates_2", "basis": { "kind": "raisedCosine", "count": {{columns}} } }
              ],
              "regularizer": { "kind": "groupLasso", "strength": 1e-4 },
              "path": { "count": 20 }
            }
            """
        );
        return model;
    }

    private static FileStream Create(string folder, string name, string type, string shape)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': True, 'shape': {shape}, }}";
        header = header.PadRight(((header.Length + 10 + 64) / 64 * 64) - 11) + "\n";
        FileStream file = File.Create(Path.Combine(folder, name));
        file.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0]);
        file.Write(BitConverter.GetBytes((ushort)header.Length));
        file.Write(Encoding.ASCII.GetBytes(header));
        return file;
    }
}
