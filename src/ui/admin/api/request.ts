import { requestsBelow } from '../../shared/request.ts';

/** Requests to the studio. */
export const request = requestsBelow('/api/v1/studio');

/** Requests to the desk, whose session and settings are the admin's, too. */
export const requestDesk = requestsBelow('/api/v1/desk');
