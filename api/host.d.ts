// index.d.ts
export { type SignedUser, type SignTokenOptions, signToken } from "./sign-token.ts";

// sign-token.d.ts
/** The person who is signed in on the site. */
export interface SignedUser {
    /** The site's own id of this person: 1 to 255 bytes of printable Unicode in NFC. */
    id: string;
    /** The full name, as others see it. */
    name: string;
    /** A portrait: https, or of one of the site's origins. */
    picture?: string;
    /** The person's profile page. */
    profile?: string;
    /** Account names by account type. */
    accounts?: Record<string, string>;
    /** The spaces and rooms of which this person is a member. */
    spaces?: {
        id: string;
        title: string;
    }[];
    rooms?: {
        id: string;
        title: string;
    }[];
    /** `admin` may administer the call server. */
    roles?: string[];
    /** An anonymous visitor: may call only `targets`. */
    guest?: boolean;
    targets?: string[];
}
export interface SignTokenOptions {
    /** The call server's `RINGLINE_TOKEN_SECRET`: at least 32 bytes. */
    secret: string;
    /** The call server's public URL, e.g. `https://calls.example.org`. */
    audience: string;
    user: SignedUser;
    /** Default 300; at most 900. */
    expiresInSeconds?: number;
}
/**
 * Signs the token that a site's token URL answers for its signed-in person.
 * @throws {RangeError} when the secret is shorter than 32 bytes or the token would live longer than 15 minutes
 * @example
 * const token = await signToken({ secret, audience: "https://calls.example.org", user: { id: "anna", name: "Anna Berg" } });
 */
export declare function signToken(options: SignTokenOptions): Promise<string>;
