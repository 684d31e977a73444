using Gyrus.Covariance;
using Gyrus.Covariance.Tangent;
using Gyrus.Imaging;
using Gyrus.IO.Derivatives;
using Gyrus.IO.EncodingModels;
using Gyrus.IO.Nifti;
using Gyrus.IO.Npy;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Testing;

namespace Gyrus.Fuzz;

/// <summary>Good files of our own writers, to be damaged.</summary>
internal static class Seeds
{
    private static readonly Lazy<IReadOnlyList<byte[]>> LazyImages = new(() => [.. MakeImages()]);
    private static readonly Lazy<IReadOnlyList<byte[]>> LazyArrays = new(() => [.. MakeArrays()]);
    private static readonly Lazy<IReadOnlyList<FuzzFile>> LazyConnectome = new(() =>
        FolderOf(
            ConnectomeFolder.DocumentName,
            folder => ConnectomeFolder.Write(folder, SmallConnectome.Create(subjects: 2, regions: 3))
        )
    );
    private static readonly Lazy<IReadOnlyList<FuzzFile>> LazyConnectivity = new(() =>
        FolderOf(ConnectivityFolder.DocumentName, folder => ConnectivityFolder.Write(folder, SmallConnectivity()))
    );

    private static readonly Lazy<IReadOnlyList<byte[]>> LazyNpz = new(() => [MakeNpz(rows: 4), MakeNpz(rows: 1)]);
    private static readonly Lazy<FuzzFile[][]> LazyFittedModels = new(() => [.. MakeFittedModels()]);

    /// <summary>Images of all types that are written, of one volume and of several.</summary>
    public static IReadOnlyList<byte[]> Images => LazyImages.Value;

    /// <summary>Arrays of one, two and three axes.</summary>
    public static IReadOnlyList<byte[]> Arrays => LazyArrays.Value;

    /// <summary>Archives of arrays of one length.</summary>
    public static IReadOnlyList<byte[]> Npz => LazyNpz.Value;

    /// <summary>Folders of fitted encoding models, of plain covariates and of coupled populations: <c>fitted.json</c>, then <c>fitted.npz</c>.</summary>
    public static FuzzFile[][] FittedModels => LazyFittedModels.Value;

    /// <summary>A connectome's folder; <c>connectome.json</c> first.</summary>
    public static IReadOnlyList<FuzzFile> Connectome => LazyConnectome.Value;

    /// <summary>A folder of connectivity with a tangent space; <c>connectivity.json</c> first.</summary>
    public static IReadOnlyList<FuzzFile> Connectivity => LazyConnectivity.Value;

    /// <summary>Small images of the folder that GYRUS_SHARED names; none where it is not set.</summary>
    public static IReadOnlyList<byte[]> Foreign()
    {
        string? shared = Environment.GetEnvironmentVariable("GYRUS_SHARED");
        string corpus = Path.Combine(shared ?? "", "data", "nifti_corpus");
        return shared is null || !Directory.Exists(corpus)
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(corpus, "*", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
                    .Where(f => new FileInfo(f).Length < 32 * 1024)
                    .Select(File.ReadAllBytes),
            ];
    }

    private static IEnumerable<byte[]> MakeImages()
    {
        var grid = new Grid(4, 3, 2, new Affine([2, 0, 0, -4, 0, 2, 0, -3, 0, 0, 2.5, 1]));
        NiftiDataType[] types =
        [
            NiftiDataType.Float32,
            NiftiDataType.Float64,
            NiftiDataType.Int16,
            NiftiDataType.Int32,
            NiftiDataType.UInt8,
        ];
        foreach (NiftiDataType type in types)
        {
            double[] values = [.. Enumerable.Range(0, grid.Voxels).Select(v => (double)v)];
            yield return Written(
                "a.nii",
                path => NiftiWriter.Write(path, new Volume(grid, values), new NiftiWriteOptions { DataType = type })
            );
            yield return Written(
                "a.nii",
                path =>
                    NiftiWriter.Write(
                        path,
                        new VolumeSeries("a", grid, [values, values, values]) { RepetitionTimeSeconds = 2 },
                        new NiftiWriteOptions { DataType = type }
                    )
            );
        }
    }

    private static IEnumerable<byte[]> MakeArrays()
    {
        int[][] shapes =
        [
            [7],
            [3, 4],
            [2, 3, 2],
        ];
        return shapes.Select(shape =>
            Written(
                "a.npy",
                path => NpyFile.Write(path, new NpyArray(shape, new double[shape.Aggregate(1, (a, b) => a * b)]))
            )
        );
    }

    private static ConnectivityResult SmallConnectivity()
    {
        ConnectomeResult study = SmallConnectome.Create(subjects: 2, regions: 3);
        Matrix mean = Matrix.Create(3, 3, static (i, j) => i == j ? 2 : 0.5);
        return new ConnectivityResult
        {
            Regions = study.Regions,
            Atlas = study.Atlas,
            Subjects = [.. study.Subjects.Select(s => s.Subject)],
            Samples = [.. study.Subjects.Select(s => s.Samples)],
            Connectivity = Covariance.Connectivity.Of(ConnectivityKind.Tangent, [mean, mean], [0.1, 0.2]),
            Estimator = new LedoitWolf(),
            Standardised = true,
            Space = new TangentSpaceFit(mean, new LedoitWolf()) { Subjects = 2 },
            Warnings = study.Warnings,
            Provenance = study.Provenance,
        };
    }

    private static byte[] MakeNpz(int rows) =>
        Written(
            "a.npz",
            path =>
                NpzFile.Write(
                    path,
                    [
                        new("x", new NpyArray([rows], [.. Enumerable.Range(0, rows).Select(i => 0.5 * i)])),
                        new("n", new NpyArray([rows, 2], new double[2 * rows])),
                    ]
                )
        );

    /// <summary>Bases with a range, a product, a window of exponentials, and neurons that see themselves and the others: everything that the document can hold.</summary>
    private static IEnumerable<FuzzFile[]> MakeFittedModels()
    {
        yield return MakeFittedModel(
            """
            { "covariate": "x", "basis": { "kind": "raisedCosine", "count": 3 } },
            { "covariate": ["x", "y"], "basis": [{ "kind": "bspline", "count": 4 }, "identity"] },
            { "name": "history", "covariate": "n1", "basis": { "kind": "exponentials", "decayRates": [1, 2] }, "window": { "bins": 4 } }
            """
        );
        foreach (string split in (string[])["true", "false"])
        {
            yield return MakeFittedModel(
                $$"""
                { "covariate": "self", "basis": { "kind": "history", "bins": 2 } },
                { "name": "coupling", "covariate": "others", "split": {{split}}, "basis": { "kind": "raisedCosineLog", "count": 2 }, "window": { "bins": 4 } }
                """
            );
        }
    }

    /// <summary>Two neurons with these features.</summary>
    private static FuzzFile[] MakeFittedModel(string features)
    {
        string declaration = $$"""
            { "data": { "tables": "r.csv", "responses": "n*" }, "features": [{{features}}],
              "regularizer": { "kind": "groupLasso", "strength": 0.001 } }
            """;
        string[] rows =
        [
            .. Enumerable
                .Range(0, 40)
                .Select(i => FormattableString.Invariant($"{i * 7 % 11},{i * 5 % 13},{i % 3},{i / 5 % 2}")),
        ];
        string tables = Directory.CreateTempSubdirectory("gyrus-fuzz-").FullName;
        try
        {
            File.WriteAllLines(Path.Combine(tables, "r.csv"), rows.Prepend("x,y,n1,n2"));
            File.WriteAllText(Path.Combine(tables, "model.json"), declaration);
            ModelFile file = ModelFile.Read(Path.Combine(tables, "model.json"));
            EncodingResult result = new EncodingStudy { Model = file.Model, Recording = file.ReadRecording() }.Fit();
            return
            [
                .. FolderOf(
                    FittedModelFile.DocumentName,
                    folder => FittedModelFile.Write(folder, file, result.Fits, result.Recording.Neurons)
                ),
            ];
        }
        finally
        {
            Directory.Delete(tables, recursive: true);
        }
    }

    /// <summary>The files that are written into a folder, the one of that name first.</summary>
    private static List<FuzzFile> FolderOf(string first, Action<string> write)
    {
        string folder = Directory.CreateTempSubdirectory("gyrus-fuzz-").FullName;
        try
        {
            write(folder);
            return
            [
                .. Directory
                    .GetFiles(folder)
                    .OrderBy(f => Path.GetFileName(f) != first)
                    .ThenBy(f => f, StringComparer.Ordinal)
                    .Select(f => new FuzzFile(Path.GetFileName(f), File.ReadAllBytes(f))),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Written(string name, Action<string> write) =>
        FolderOf(name, folder => write(Path.Combine(folder, name)))[0].Bytes;
}
