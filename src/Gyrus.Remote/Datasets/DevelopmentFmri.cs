using System.Globalization;
using Gyrus.IO.Tables;
using Gyrus.Remote.Transfer;

namespace Gyrus.Remote.Datasets;

/// <summary>
/// Children and adults watching a short film: 155 preprocessed BOLD recordings (50 × 59 × 50 voxels of 4 mm, 168 volumes, 2 s)
/// with fMRIPrep's confounds.
/// </summary>
/// <remarks>Source: Richardson et al. (2018), Nature Communications 9:1027, doi:10.1038/s41467-018-03399-2.</remarks>
public sealed record DevelopmentFmri
{
    /// <summary>The name of its folder.</summary>
    public const string Name = "development_fmri";

    /// <summary>The repetition time in seconds.</summary>
    public const double RepetitionTimeSeconds = 2;

    private const string Osf = "https://osf.io/download/";
    private static readonly string[] Reduced =
    [
        "trans_x",
        "trans_y",
        "trans_z",
        "rot_x",
        "rot_y",
        "rot_z",
        "framewise_displacement",
        .. Enumerable.Range(0, 6).Select(i => string.Create(CultureInfo.InvariantCulture, $"a_comp_cor_{i:00}")),
        "csf",
        "white_matter",
    ];

    private static readonly Lazy<Dictionary<string, (string Confounds, string Bold)>> Keys = new(ReadKeys);

    /// <summary>Gets the number of subjects, from 1 to what there is (155; 33 adults, 122 children). Default 4.</summary>
    public int Subjects { get; init; } = 4;

    /// <summary>Gets whose recordings. Default: both adults' and children's.</summary>
    public AgeGroup Ages { get; init; } = AgeGroup.Both;

    /// <summary>
    /// Gets whether the confounds are reduced to motion, framewise displacement, six anatomical components, csf and white
    /// matter. Default true, as in nilearn; the whole table stays beside.
    /// </summary>
    public bool ReduceConfounds { get; init; } = true;

    internal static RemoteFile ParticipantsFile { get; } =
        new("participants.tsv", new Uri("https://osf.io/yr3av/download"), FileContent.Table);

    internal static IReadOnlyCollection<string> Known => Keys.Value.Keys;

    /// <summary>Fetches the recordings and confounds, or finds them.</summary>
    /// <exception cref="ArgumentException">There are not so many subjects.</exception>
    /// <exception cref="TransferException">A file could not be fetched.</exception>
    /// <exception cref="InvalidDataException">A file is another than the one recorded, or damaged.</exception>
    public async Task<IReadOnlyList<DevelopmentSubject>> FetchAsync(
        DataStore store,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(store);
        using DataFolder folder = await DataFolder.OpenAsync(store, Name, cancellationToken);
        string table = (await store.GetAsync(folder, [ParticipantsFile], cancellationToken))[0];
        IReadOnlyList<string> chosen = Participants.Read(table).Choose(Subjects, Ages);
        string[] paths = await store.GetAsync(folder, [.. chosen.SelectMany(FilesOf)], cancellationToken);
        return
        [
            .. chosen.Select(
                (subject, k) =>
                    new DevelopmentSubject(
                        subject,
                        paths[(2 * k) + 1],
                        ReduceConfounds ? Reduce(subject, paths[2 * k]) : paths[2 * k]
                    )
            ),
        ];
    }

    /// <summary>The confounds and the image of a subject.</summary>
    internal static RemoteFile[] FilesOf(string subject) =>
        Keys.Value.TryGetValue(subject, out (string Confounds, string Bold) keys)
            ?
            [
                new RemoteFile(
                    $"{subject}_task-pixar_desc-confounds_regressors.tsv",
                    new Uri($"{Osf}{keys.Confounds}/"),
                    FileContent.Table
                ),
                new RemoteFile(
                    $"{subject}_task-pixar_space-MNI152NLin2009cAsym_desc-preproc_bold.nii.gz",
                    new Uri($"{Osf}{keys.Bold}/"),
                    FileContent.Gzip
                ),
            ]
            : throw new InvalidDataException(
                $"The table of participants names '{subject}', of whom no address is known."
            );

    internal static string Reduce(string subject, string confounds)
    {
        Signals.Confounds chosen = ConfoundTable.Select(ConfoundTable.Read(confounds), Reduced);
        string path = Path.Combine(
            Path.GetDirectoryName(confounds)!,
            $"{subject}_task-pixar_desc-reducedConfounds_regressors.tsv"
        );
        TsvWriter.WriteMatrix(path, chosen.Values, chosen.Names);
        return path;
    }

    private static Dictionary<string, (string Confounds, string Bold)> ReadKeys()
    {
        using var text = new StreamReader(
            typeof(DevelopmentFmri).Assembly.GetManifestResourceStream("development_fmri.tsv")!
        );
        return text.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Skip(1)
            .Select(line => line.TrimEnd('\r').Split('\t'))
            .ToDictionary(cells => cells[0], cells => (cells[1], cells[2]), StringComparer.Ordinal);
    }
}
