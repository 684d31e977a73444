namespace Gyrus.Report.Figures;

/// <summary>Our own drawing of a brain in MNI space, as control points of smooth curves, in millimetres.</summary>
/// <remarks>
/// The silhouettes were drawn to fit the projections of the MNI152 brain to about 3 mm; the inner lines are landmarks at
/// their usual places: fissures and main sulci from the outside, corpus callosum and brain stem from the middle.
/// Pairs are (y, z) from the side, (x, z) from behind and (x, y) from above; symmetric lines are given once.
/// </remarks>
internal static class BrainOutline
{
    /// <summary>The brain stem, from the side.</summary>
    private static readonly BrainLine Stem = BrainLine.Shape(
        """
        -11,-30 -14,-40 -24,-48 -31,-58 -37.5,-72 -44,-74 -51,-71 -47,-60 -42,-48 -38,-34 -26,-24
        """
    );

    /// <summary>The cerebellum, from the side.</summary>
    private static readonly BrainLine Cerebellum = BrainLine.Shape(
        """
        -92,-21 -93.5,-30 -91,-40 -84.5,-49.5 -74,-57.5 -61,-62 -48,-61.5 -37,-56 -30,-47 -28,-37 -38,-28
        -60,-20 -80,-17
        """
    );

    /// <summary>The cerebrum, from the side.</summary>
    private static readonly BrainLine Cerebrum = BrainLine.Shape(
        """
        72,3 71.5,14 67.5,26 60.5,38 51,48.5 40,57.5 27,65.5 12,71.5 -4,75.5 -20,78 -36,79 -50,77.5 -62,72.5
        -74,63 -85,50 -94,35.5 -101,20 -105,6 -105,-6 -101,-15.5 -93,-20.5 -80,-22 -66,-24 -52,-28.5 -38,-35
        -23,-42 -8,-46.5 6,-46 16,-41 22,-32.5 23,-24 21.5,-18.5 27,-22.5 34,-27.5 44,-28.5 54,-26 63,-20
        69,-10
        """
    );

    /// <summary>From the side, seen from outside.</summary>
    public static BrainLine[] Lateral { get; } =
    [
        Stem,
        Cerebellum,
        BrainLine.Inner("-92.5,-29 -78,-29 -62,-32 -46,-36 -30,-40"),
        BrainLine.Inner("-91,-38 -76,-39.5 -60,-42.5 -45,-45 -32,-48"),
        BrainLine.Inner("-84,-48.5 -70,-50 -56,-52 -42,-53"),
        BrainLine.Inner("-72,-57 -60,-58 -48,-59"),
        Cerebrum,
        BrainLine.Inner("22,-18.5 17,-11 8,-5 -6,-1 -20,4 -33,10 -43,18 -48,27"),
        BrainLine.Inner("-30,77 -27,67 -20,57 -17,46 -10,36 -8,25 -3,14 -2,7"),
        BrainLine.Inner("-12,72 -8,63 -1,55 0,45 6,34 8,23 14,13"),
        BrainLine.Inner("-46,76 -42,66 -36,58 -34,47 -27,38 -24,27 -18,18"),
        BrainLine.Inner("19,-28 9,-20.5 -7,-15.5 -24,-12 -38,-6 -50,1 -58,13 -62,26"),
        BrainLine.Inner("8,-35 -8,-30.5 -26,-25.5 -44,-18 -60,-11 -72,-6"),
        BrainLine.Inner("8,60 20,56 32,48 43,42 54,32"),
        BrainLine.Inner("14,39 25,34 35,25 46,19 57,8"),
        BrainLine.Inner("-34,47 -45,50 -56,47 -67,46 -77,37 -86,29"),
        BrainLine.Inner("-87,46 -82,38 -79,30"),
        BrainLine.Inner("-74,8 -84,6 -93,8 -100,6"),
        BrainLine.Inner("32,-18 42,-13 53,-12 62,-5"),
    ];

    /// <summary>From the side, cut in the middle.</summary>
    public static BrainLine[] Medial { get; } =
    [
        Stem,
        Cerebellum,
        Cerebrum,
        BrainLine.Inner("24,-22 33,-9 42,4 42,17 34,29 21,37 5,40.5 -12,41 -27,41 -37,46 -42,56 -47,66 -46,73"),
        BrainLine.Inner("-82,53 -74,43 -68,31 -61,20 -55,10"),
        BrainLine.Inner("-101,1 -90,6 -78,3 -67,6 -57,8"),
        BrainLine.Inner("-44,57 -54,49 -62,41 -70,39"),
        BrainLine.Inner("58,34 50,24 52,10 58,2 56,-12"),
        BrainLine.Inner("-12,-2 -22,-5 -33,0"),
        BrainLine.Inner("-8,-8 -12,-15 -10,-24 -11,-33 -18,-42 -27,-50 -33,-60 -38,-72"),
        BrainLine.Inner("-32,-6 -30,-18 -34,-30 -38,-44 -44,-58 -51,-71"),
        BrainLine.InnerClosed(
            """
            15,-1 23,-3.5 30,-1 33.5,6 31,15 23,22.5 10,27 -5,28.5 -20,27 -33,22.5 -41.5,16 -43,9.5 -39,5.5
            -34,8 -30,14.5 -18,20.5 -4,22 9,20 19,15.5 24.5,9 23.5,3.5 18,2
            """
        ),
        BrainLine.InnerClosed("-2,8 -8,13 -16,13.5 -24,10 -25,4 -18,1 -9,1"),
        BrainLine.InnerClosed("-50,-2 -62,-6 -74,-16 -80,-30 -77,-43 -66,-51 -55,-49 -48,-38 -41,-28 -43,-12"),
    ];

    /// <summary>From behind: the left hemisphere on the left.</summary>
    public static BrainLine[] Coronal { get; } =
    [
        BrainLine.SymmetricShape("0,-74 7,-72 10,-62 13,-48 14,-30 8,-20 0,-18"),
        BrainLine.SymmetricShape("0,-60 8,-62.5 22,-64 36,-61.5 47,-55 53,-46 52,-36 40,-26 0,-20"),
        BrainLine.SymmetricShape(
            """
            0,73 4.5,77.5 14,79.5 26,77 38,70.5 50,61 60,48.5 66.5,35 69,21 69.5,9 67.5,1 71,-7 70,-19 65.5,-31
            57.5,-41.5 47,-47.5 36,-47 28,-41.5 24,-33 17,-26 8,-23 0,-22
            """
        ),
        BrainLine.Inner("0,73 -0.6,64 0.6,54 -0.4,44 0,33"),
        .. BrainLine.Mirrored("67.5,1 60,4.5 52,5 45,9 40,16"),
        .. BrainLine.Mirrored("45,9 39,3 38,-6 42,-13"),
        .. BrainLine.Mirrored("70,-16 62,-15 56,-11 50,-12"),
        .. BrainLine.Mirrored("62,-36 56,-29 49,-27"),
        .. BrainLine.Mirrored("29,76 27,66 22,58 23,50"),
        .. BrainLine.Mirrored("57,53 48,47 43,39"),
        .. BrainLine.Mirrored("68.5,25 60,25 54,30"),
        .. BrainLine.Mirrored("0.2,42 6,41 12,44 16,43"),
        .. BrainLine.Mirrored("26,-38 31,-31 38,-30"),
        BrainLine.SymmetricInner("0,29.5 9,30 18,33.5 24,33 22,29 12,25 0,24"),
    ];

    /// <summary>From above: the front at the top.</summary>
    public static BrainLine[] Axial { get; } =
    [
        BrainLine.SymmetricShape(
            """
            0,69 3,72 8,73.5 17,72.5 29,68 40.5,59.5 50,47 57.5,30 63.5,12 68,-6 70.5,-24 70,-39 66.5,-55
            59.5,-70 49.5,-83.5 38,-94 26,-101 14,-105 6,-104.5 2,-101.5 0,-98.5
            """
        ),
        BrainLine.Inner("0,69 0.7,50 -0.6,30 0.5,10 -0.5,-10 0.6,-30 -0.6,-50 0.5,-70 0,-98.5"),
        .. BrainLine.Mirrored("3,-33 11,-27 21,-26 28,-18 36,-19 43,-12 50,-10 57,-2 63,0"),
        .. BrainLine.Mirrored("13,-8 22,-8 29,0 38,0 46,8 54,12 60,15"),
        .. BrainLine.Mirrored("8,-48 18,-41 27,-40 35,-33 44,-31 52,-24 62,-22 68,-17"),
        .. BrainLine.Mirrored("25,-1 22,12 24,24 20,37 21,48 17,59"),
        .. BrainLine.Mirrored("45,8 42,20 36,30 36,41 30,52"),
        .. BrainLine.Mirrored("31,-37 28,-48 33,-58 30,-69 34,-80 32,-90"),
        .. BrainLine.Mirrored("1,-72 9,-75 15,-82 22,-84"),
        .. BrainLine.Mirrored("70,-42 61,-44 54,-52 46,-53 41,-60"),
        .. BrainLine.Mirrored("60,-69 52,-68 45,-74"),
        .. BrainLine.Mirrored("4,30 9,26 10,18 8,10"),
        .. BrainLine.Mirrored("6,-56 10,-62 9,-68"),
        .. BrainLine.Mirrored("12,-93 15,-98 22,-100"),
    ];
}
