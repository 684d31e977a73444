namespace Gyrus.Remote.Transfer;

/// <summary>Which addresses may be asked: HTTPS only, so that nobody on the way can change what arrives.</summary>
/// <remarks>
/// Plain HTTP is allowed between a machine and itself: an address that begins on the loopback (a mirror through a tunnel, the
/// server of a test) may stay there. No answer from the network can lead to it.
/// </remarks>
internal static class SafeAddress
{
    /// <summary>Why an address may not be asked, as a clause; null when it may.</summary>
    public static string? Doubt(Uri address, bool loopback) =>
        !address.IsAbsoluteUri ? "is not absolute"
        : address.UserInfo.Length > 0 ? "holds a user name"
        : address.Scheme == Uri.UriSchemeHttps ? null
        : address.Scheme == Uri.UriSchemeHttp ? (loopback && address.IsLoopback ? null : "is not encrypted (http)")
        : $"is of the kind '{address.Scheme}:', not https";

    /// <summary>Whether a download begins on this machine.</summary>
    public static bool IsLoopback(Uri address) =>
        address.IsAbsoluteUri && address.IsLoopback && address.Scheme == Uri.UriSchemeHttp;
}
