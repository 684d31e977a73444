namespace Gyrus.Fuzz.Formats;

/// <summary>Every format. A new reader adds a class and a line here.</summary>
internal static class AllFormats
{
    public static FuzzFormat[] Create(IReadOnlyList<byte[]> foreign) =>
        [
            new NiftiFormat(gzip: false, foreign),
            new NiftiFormat(gzip: true, foreign),
            new AtlasFormat(),
            new NpyFormat(),
            new SignalsFormat(),
            new ConfoundsFormat(),
            new LabelsFormat(),
            new SampleMaskFormat(),
            new SeedsFormat(),
            new ParticipantsFormat(),
            new RunsFormat(),
            new FmriprepFormat(),
            new SidecarFormat(),
            new BoldSidecarFormat(),
            new ConnectomeFormat(),
            new ConnectivityFormat(),
            new NpzTableFormat(),
            new ModelFileFormat(),
            new FittedModelFormat(),
            new ArchiveFormat(),
            new CacheEntryFormat(),
            new BidsNameFormat(),
            new FigureFormat(),
            new PageFormat(),
        ];
}
